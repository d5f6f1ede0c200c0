#!/bin/sh
# Finds the system libraries and the font that the window needs on Linux, and installs what is missing
# if the user may do so; otherwise says what to type and fails.
# Usage: tools/system.sh [PACKAGE...]    PACKAGE: a Debian package wanted in any case
set -eu
PATH=$PATH:/usr/sbin:/sbin  # where Debian keeps ldconfig

# What Qt's wheels link to and do not bring along: library, its package in Debian and Ubuntu, its use.
libraries() {
    cat <<'END'
libglib-2.0.so.0        libglib2.0-0        GLib's event loop
libGL.so.1              libgl1              OpenGL
libEGL.so.1             libegl1             OpenGL without X11
libfontconfig.so.1      libfontconfig1      finding fonts
libfreetype.so.6        libfreetype6        drawing fonts
libdbus-1.so.3          libdbus-1-3         talking to the desktop
libxkbcommon.so.0       libxkbcommon0       keyboard layouts
libwayland-client.so.0  libwayland-client0  windows on Wayland
libwayland-cursor.so.0  libwayland-cursor0  cursors on Wayland
libX11.so.6             libx11-6            windows on X11
libX11-xcb.so.1         libx11-xcb1         X11 over XCB
libxkbcommon-x11.so.0   libxkbcommon-x11-0  keyboard layouts on X11
libxcb-cursor.so.0      libxcb-cursor0      cursors on X11
libxcb-icccm.so.4       libxcb-icccm4       X11 window managers
libxcb-image.so.0       libxcb-image0       X11 images
libxcb-keysyms.so.1     libxcb-keysyms1     X11 keys
libxcb-randr.so.0       libxcb-randr0       X11 screens
libxcb-render-util.so.0 libxcb-render-util0 X11 rendering
libxcb-shape.so.0       libxcb-shape0       X11 window shapes
libxcb-shm.so.0         libxcb-shm0         X11 shared memory
libxcb-sync.so.1        libxcb-sync1        X11 synchronisation
libxcb-xfixes.so.0      libxcb-xfixes0      X11 selections
libxcb-xkb.so.1         libxcb-xkb1         X11 keyboards
END
}

# Prints the rows above that the loader does not know; none where there is no ldconfig to ask.
missing_libraries() {
    known=$(ldconfig -p 2>/dev/null) || return 0
    libraries | while read -r library package use; do
        case $known in
            *[[:space:]]"$library "*) ;;
            *) echo "$library $package $use" ;;
        esac
    done
}

# Prints a row of the same form if there is no font at all: Qt would draw empty boxes.
missing_font() {
    font=$(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-}/.fonts" \
        "${HOME:-}/.local/share/fonts" \( -name '*.tt[fc]' -o -name '*.otf' \) -print -quit \
        2>/dev/null) || true # folders that do not exist
    [ -n "$font" ] || echo "*.ttf fonts-dejavu-core any TrueType or OpenType font"
}

# Sets `root` to what makes a command run as root without asking, or fails.
find_root() {
    root=
    [ "$(id -u)" != 0 ] || return 0
    root='sudo -n'
    $root true 2>/dev/null
}

install_packages() {
    echo "Installing system packages: $*"
    $root apt-get update -qq
    $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

ask_for_packages() {
    install="apt-get install -y --no-install-recommends $*"
    if command -v sudo >/dev/null; then
        line="sudo apt-get update && sudo $install"
    else
        line="su - -c 'apt-get update && $install'"
    fi
    printf '%s\n' "" "Some system packages are missing, and installing them takes an administrator." \
        "Type this line, then the same make command again:" "" "    $line" "" >&2
}

name_libraries() {
    echo "Missing, it seems; if no window opens, install these with your package manager:"
    while read -r library _ use; do echo "    $use ($library)"; done
}

[ "$(uname)" = Linux ] || exit 0
missing=$(missing_libraries && missing_font)
# shellcheck disable=SC2046  # one word, one package
set -- "$@" $(echo "$missing" | while read -r _ package _; do echo "$package"; done)
[ $# -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "$missing" | name_libraries
elif find_root; then
    install_packages "$@"
else
    ask_for_packages "$@"
    exit 1
fi
