@echo off
rem Builds what changed, then runs the program, the benchmark or the tests. docs/command-line.md says how `dotnet` alone does the same.
setlocal
set "root=%~dp0"
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_CLI_UI_LANGUAGE=en
dotnet --list-sdks 2>nul | findstr /b "10\." >nul || (
    echo hiwae: the .NET 10 SDK is missing. Install it as https://dotnet.microsoft.com/download says, then run this command again. 1>&2
    exit /b 1
)
for /f "tokens=1,*" %%a in ("%*") do set "rest=%%b"
if "%~1"=="test" goto test
if "%~1"=="bench" goto bench
if "%~1"=="pack" goto pack
if "%~1"=="docs" goto docs
call :ready src\Hiwae.Models src || exit /b 1
dotnet "%root%src\Hiwae.Models\bin\Release\net10.0\Hiwae.Models.dll" %*
exit /b %errorlevel%

:bench
call :ready bench\Hiwae.Bench src bench || exit /b 1
dotnet "%root%bench\Hiwae.Bench\bin\Release\net10.0\Hiwae.Bench.dll" %rest%
exit /b %errorlevel%

:test
call :ready Hiwae.sln src tests bench || exit /b 1
set "log=%root%artifacts\test.log"
dotnet test "%root%Hiwae.sln" -c Release --no-build --nologo -m:1 --logger "console;verbosity=minimal" %rest% > "%log%" 2>&1
set "status=%errorlevel%"
type "%log%"
powershell -NoProfile -Command "$f = 0; $p = 0; $s = 0; Select-String -Path $env:log -Pattern 'Failed: *(\d+), Passed: *(\d+), Skipped: *(\d+), Total:' | ForEach-Object { $g = $_.Matches[0].Groups; $f += [int]$g[1].Value; $p += [int]$g[2].Value; $s += [int]$g[3].Value }; if ([int]$env:status -ne 0 -and $f -eq 0) { $f = 1 }; Write-Output \"$p passed, $f failed, $s skipped\"; exit [int]($f -gt 0 -or $p -eq 0)"
exit /b %errorlevel%

:pack
if "%~2"=="" (
    echo hiwae: pack takes a folder for the packages: hiwae pack DIR 1>&2
    exit /b 2
)
dotnet pack "%root%Hiwae.Packages.slnf" -c Release -o "%~f2" --nologo -v quiet --tl:off 1>&2 || exit /b 1
dir /b "%~f2\*.nupkg"
exit /b 0

:docs
call :ready src\Hiwae.Models src || exit /b 1
set "site=%~f2"
if "%~2"=="" set "site=%root%artifacts\site"
if exist "%root%artifacts\api" rmdir /s /q "%root%artifacts\api"
pushd "%root%"
dotnet tool restore 1>&2 && dotnet docfx docfx.json --output "%site%" --warningsAsErrors --disableGitFeatures 1>&2 || (popd & exit /b 1)
popd
echo The site begins at %site%\index.html. For its search it needs a server: dotnet docfx serve "%site%"
exit /b 0

rem Builds a project, or the solution, unless no file in the folders is newer than its last build.
:ready
set "project=%~1"
set "stamp=%root%artifacts\%project:\=-%.built"
set "folders=%~2 %~3 %~4"
powershell -NoProfile -Command "$s = Get-Item -ErrorAction SilentlyContinue $env:stamp; if (-not $s) { exit 1 }; $f = $env:folders.Trim() -split ' +' | ForEach-Object { Join-Path $env:root $_ }; $new = Get-ChildItem $f -Recurse -File | Where-Object { $_.LastWriteTime -gt $s.LastWriteTime -and $_.FullName -notmatch '[\\/](bin|obj|TestResults)[\\/]' } | Select-Object -First 1; exit [int][bool]$new" && exit /b 0
if not exist "%root%artifacts" mkdir "%root%artifacts"
echo hiwae: building %project% 1>&2
type nul > "%stamp%.new"
dotnet build "%root%%project%" -c Release --nologo --tl:off "-clp:ErrorsOnly;NoSummary" 1>&2 || exit /b 1
move /y "%stamp%.new" "%stamp%" >nul
exit /b 0
