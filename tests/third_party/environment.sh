# Sourced: sets $python to an interpreter with the pinned packages, in the user's cache, made when missing.
# Other versions of the packages or of Python, another environment. Needs $checks, this folder; $requirements, when it is set,
# is the file of other packages.
requirements=${requirements:-$checks/requirements.txt}
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
pins=$(cat "$checks/../../bench/requirements.txt" "$requirements" | cksum | cut -d' ' -f1)
venv="${XDG_CACHE_HOME:-$HOME/.cache}/courtier/venv-$version-$pins"
if [ ! -e "$venv/complete" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
    touch "$venv/complete"
fi
python="$venv/bin/python"
