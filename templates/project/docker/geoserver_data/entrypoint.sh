#!/bin/sh
# Fills GeoServer's data directory once and mends what older ones lack, then ends. It can be run again at any time
# and killed at any moment, and it leaves alone what somebody has changed.
set -euf

data=${GEOSERVER_DATA_DIR:-/geoserver_data/data}
skeleton=${GEOSERVER_SKELETON:-/opt/skeleton}
filling=$data/.filling
role_service="security/role/geonode REST role service/config.xml"

say() {
    echo "geoserver data: $*"
}

# Settings of a fresh directory only; later they belong to GeoServer's administrator.
settle() {
    if [ -f "$1/logging.xml" ]; then
        sed -i 's|<stdOutLogging>false</stdOutLogging>|<stdOutLogging>true</stdOutLogging>|' "$1/logging.xml"
        say "GeoServer logs to docker logs"
    fi
    # Ours takes its place.
    rm -f "$1/controlflow.properties"
}

# The limits follow .env while the file is as this script wrote it: its last line is the checksum of those above.
limit_requests() {
    [ -n "${CONTROLFLOW_GLOBAL:-}" ] || return 0
    limits=$1/controlflow.properties
    rm -f "$limits.new"
    if [ -f "$limits" ] && [ "$(sed -n '$s/^# written by the project, sum //p' "$limits")" != "$(sed '$d' "$limits" | sha256sum | cut -c1-16)" ]; then
        say "controlflow.properties was edited and stays as it is"
        return 0
    fi
    cat >"$limits.new" <<END
# How many requests run at the same time; the others wait. The numbers fit the memory this site was sized for.
ows.global=$CONTROLFLOW_GLOBAL
ows.wms.getmap=$CONTROLFLOW_GETMAP
ows.gwc=$CONTROLFLOW_GWC
# Spreadsheets are built in memory
ows.wfs.getfeature.application/msexcel=4
# For one visitor
user=$CONTROLFLOW_USER
# Seconds a request may wait
timeout=$CONTROLFLOW_TIMEOUT
END
    sum=$(sha256sum <"$limits.new" | cut -c1-16)
    echo "# written by the project, sum $sum" >>"$limits.new"
    mv "$limits.new" "$limits"
    say "limits for parallel requests are set"
}

# A copy beside the target first: moving within one file system is atomic, so no file is ever half there.
# global.xml comes last, and says that all the others have arrived.
fill() {
    rm -rf "$filling"
    mkdir -p "$data"
    cp -R "$skeleton" "$filling"
    settle "$filling"
    cd "$filling"
    find . -type d | sort | while IFS= read -r path; do
        mkdir -p "$data/$path"
    done
    find . ! -type d ! -path ./global.xml | sort | while IFS= read -r path; do
        [ -e "$data/$path" ] || mv "$path" "$data/$path"
    done
    mv global.xml "$data/global.xml"
    cd /
    say "the data directory is filled"
}

# GeoServer presents OAUTH2_API_KEY to GeoNode from this element. The stock image fills it in at each start but cannot
# add it, and without it GeoNode refuses to tell the roles.
add_api_key_element() {
    ! grep -q '<authApiKey>' "$1" || return 0
    if awk '
        { text = text $0 "\n" }
        END {
            gsub(/ *<authApiKey *\/> *\n?/, "", text)
            root = match(text, /<\/[^<]*$/)
            if (!root) exit 1
            printf "%s  <authApiKey></authApiKey>\n%s", substr(text, 1, root - 1), substr(text, root)
        }
    ' "$1" >"$1.new"; then
        mv "$1.new" "$1"
        say "the role service can carry the API key now"
    else
        rm "$1.new"
        say "cannot read $1, please add <authApiKey></authApiKey> to it yourself"
    fi
}

if [ ! -f "$data/global.xml" ]; then
    fill
fi
rm -rf "$filling"
limit_requests "$data"
if [ -f "$data/$role_service" ]; then
    add_api_key_element "$data/$role_service"
fi
say "ready"
