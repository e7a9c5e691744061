#!/bin/sh
# Makes empty libraries in place of those that libtorch is linked with and uses nothing of: pictures and films, which bring two
# hundred more, half of the time and of the memory that loading takes. Loader.cs opens them first, and the system's own,
# under the same names, are then taken to be there.
#
# usage: stand-ins.sh COMPILER LIBRARY FOLDER
set -eu
compiler=$1 library=$2 folder=$3

rm -rf "$folder"
mkdir -p "$folder"
if command -v ldd >/dev/null && command -v readelf >/dev/null; then
    torch=$(ldd "$library" | sed -n 's/.*libtorch_cpu[^ ]* => \([^ ]*\) .*/\1/p')
    names=$(readelf -d "$torch" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' | grep -E '^lib(opencv_|avcodec|avformat|avutil|swscale|swresample)' || true)
    for name in $names; do
        "$compiler" -shared -nostdlib -x c++ /dev/null -Wl,-soname,"$name" -o "$folder/$name"
    done
    # They stand in only where every reference is still resolved.
    if LD_LIBRARY_PATH=$folder ldd -r "$library" 2>&1 | grep -qE 'undefined symbol|symbol lookup|not found|no version'; then
        rm -f "$folder"/lib*
    fi
fi
touch "$folder/made"
