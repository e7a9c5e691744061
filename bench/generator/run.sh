#!/usr/bin/env bash
# What the source generator costs; the exit status is 1 if a limit is broken.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dotnet build "$here" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false >&2
exec dotnet "$here/bin/Release/net10.0/Hiwae.Bench.Generator.dll"
