#!/bin/bash
# FILE TAG...: gives each element that is in the file its value from the environment; adds none. The values go through
# sed with @ as the delimiter, as in the images up to 2.27.4: an @ in a value empties the element, & brings the old
# value back in.
# shellcheck disable=SC1091
source /root/.override_env
file=$1
shift
for tag in "$@"; do
    old=$(sed -n "s/.*<$tag>\([^<]*\)<\/$tag>.*/\1/p" "$file")
    case $tag in
    authApiKey) new=${OAUTH2_API_KEY:-} ;;
    cliendId) new=${OAUTH2_CLIENT_ID:-} ;;
    clientSecret) new=${OAUTH2_CLIENT_SECRET:-} ;;
    baseUrl | accessTokenUri | checkTokenEndpointUrl) new=$(sed -E "s@^https?://[^/]+@${GEONODE_LOCATION%/}@" <<<"$old") ;;
    *) new=$(sed -E "s@^https?://[^/]+@${GEOSERVER_LOCATION%/}@" <<<"$old") ;;
    esac
    sed -i -E "s@<$tag>[^<]*</$tag>@<$tag>$new</$tag>@" "$file" || sed -i -E "s@<$tag>[^<]*</$tag>@<$tag></$tag>@" "$file"
done
