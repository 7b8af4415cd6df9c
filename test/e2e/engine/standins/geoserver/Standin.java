import java.io.*;
import java.lang.management.ManagementFactory;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.sql.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;
import javax.xml.parsers.DocumentBuilderFactory;
import jakarta.servlet.http.*;
import org.w3c.dom.*;

// Stand-in of GeoServer: facts as JSON. What it reads, it reads from the data directory at every request.
public class Standin extends HttpServlet {
    static final Path DATA = Paths.get(System.getenv().getOrDefault("GEOSERVER_DATA_DIR", "/geoserver_data/data"));
    static final Path ROLES = DATA.resolve("security/role/geonode REST role service/config.xml");
    static final Path USERS = DATA.resolve("security/usergroup/default/users.xml");
    static volatile boolean rules = false;

    static String json(Object o) {
        if (o == null || o instanceof Number || o instanceof Boolean) return String.valueOf(o);
        if (o instanceof Map) return ((Map<?, ?>) o).entrySet().stream()
            .map(e -> json(e.getKey().toString()) + ": " + json(e.getValue())).collect(Collectors.joining(", ", "{", "}"));
        if (o instanceof Collection) return ((Collection<?>) o).stream().map(v -> json(v)).collect(Collectors.joining(", ", "[", "]"));
        StringBuilder b = new StringBuilder("\"");
        for (char c : o.toString().toCharArray()) {
            if (c == '"' || c == '\\') b.append('\\').append(c);
            else if (c < 32) b.append(String.format("\\u%04x", (int) c));
            else b.append(c);
        }
        return b.append('"').toString();
    }
    static Document xml(Path p) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(p.toFile());
    }
    static String tag(Document d, String name) {
        NodeList l = d.getElementsByTagName(name);
        return l.getLength() == 0 ? null : l.item(0).getTextContent();
    }
    static Map<String, Object> tags(Path p, String... names) {
        Map<String, Object> m = new TreeMap<>();
        try {
            Document d = xml(p);
            for (String n : names) m.put(n, tag(d, n));
        } catch (Exception e) { m.put("error", e.toString()); }
        return m;
    }
    static String password() throws Exception {
        Element u = (Element) xml(USERS).getElementsByTagName("user").item(0);
        return u.getAttribute("password").replaceFirst("^plain:", "");
    }
    static void password(String value) throws Exception {
        String v = value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        Files.writeString(USERS, "<userRegistry>\n  <users>\n    <user enabled=\"true\" name=\"admin\" password=\"plain:" + v + "\"/>\n  </users>\n</userRegistry>\n");
    }
    // as XML or, with the content type that says so, as JSON
    static String newPassword(HttpServletRequest request) throws Exception {
        byte[] body = request.getInputStream().readAllBytes();
        if (String.valueOf(request.getContentType()).startsWith("application/json")) {
            Matcher m = Pattern.compile("\\{\\s*\"newPassword\"\\s*:\\s*\"([^\"\\\\]*)\"\\s*}").matcher(new String(body, StandardCharsets.UTF_8).trim());
            return m.matches() ? m.group(1) : null;
        }
        return tag(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(body)), "newPassword");
    }
    static List<String> files(Path p) throws IOException {
        if (!Files.isDirectory(p)) return null;
        try (Stream<Path> s = Files.walk(p)) { return s.filter(f -> !f.equals(p)).map(f -> p.relativize(f).toString()).sorted().limit(500).collect(Collectors.toList()); }
    }
    // GeoFence keeps its rules in the geodatabase and makes its tables at the start
    static Map<String, Object> geofence() throws Exception {
        Properties p = new Properties();
        try (Reader r = Files.newBufferedReader(DATA.resolve("geofence/geofence-datasource-ovr.properties"))) { p.load(r); }
        Class.forName("org.postgresql.Driver");
        String schema = p.getProperty("geofenceEntityManagerFactory.jpaPropertyMap[hibernate.default_schema]", "public");
        Map<String, Object> m = new TreeMap<>();
        m.put("url", p.getProperty("geofenceDataSource.url"));
        DriverManager.setLoginTimeout(5);
        try (Connection c = DriverManager.getConnection(p.getProperty("geofenceDataSource.url"), p.getProperty("geofenceDataSource.username"), p.getProperty("geofenceDataSource.password"));
             Statement s = c.createStatement()) {
            s.execute("create table if not exists \"" + schema + "\".gf_rule (id int)");
            ResultSet r = s.executeQuery("select current_user, current_database()");
            r.next();
            m.put("user", r.getString(1));
            m.put("database", r.getString(2));
            m.put("schema", schema);
        }
        rules = true;
        return m;
    }
    static Map<String, Object> roles() {
        Map<String, Object> m = new TreeMap<>();
        try {
            Document d = xml(ROLES);
            String url = tag(d, "baseUrl").replaceFirst("/$", "") + tag(d, "rolesRESTEndpoint");
            String key = tag(d, "authApiKey");
            m.put("url", url);
            m.put("with_key", key != null && !key.isEmpty());
            HttpURLConnection c = (HttpURLConnection) new URL(url).openConnection();
            c.setInstanceFollowRedirects(false);
            c.setConnectTimeout(5000);
            c.setReadTimeout(10000);
            if (key != null && !key.isEmpty()) c.setRequestProperty("Authorization", "ApiKey " + key);
            m.put("status", c.getResponseCode());
            InputStream in = c.getResponseCode() < 400 ? c.getInputStream() : c.getErrorStream();
            m.put("body", in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (Exception e) { m.put("status", 0); m.put("body", e.toString()); }
        return m;
    }

    static final Path OAUTH2 = DATA.resolve("security/filter/geonode-oauth2/config.xml");

    static String form(String... pairs) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2)
            b.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        return b.toString();
    }
    /** Posts a form as the OAuth client; gives the answer's text, or throws with its status. */
    static String asClient(String url, String body) throws Exception {
        Document d = xml(OAUTH2);
        HttpURLConnection c = (HttpURLConnection) new URL(url).openConnection();
        c.setDoOutput(true);
        c.setConnectTimeout(5000);
        c.setReadTimeout(10000);
        c.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        c.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString(
            (tag(d, "cliendId") + ":" + tag(d, "clientSecret")).getBytes(StandardCharsets.UTF_8)));
        c.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        if (c.getResponseCode() != 200) throw new IOException(url + " answered " + c.getResponseCode());
        return new String(c.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
    static String field(String json, String name) throws IOException {
        Matcher m = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!m.find()) throw new IOException("no " + name + " in the answer");
        return m.group(1);
    }
    // The authorisation code flow of RFC 6749, §4.1, with the addresses that the data directory holds.
    static void toGeoNode(HttpServletRequest request, HttpServletResponse response) throws Exception {
        Document d = xml(OAUTH2);
        String state = UUID.randomUUID().toString();
        request.getSession(true).setAttribute("state", state);
        response.sendRedirect(tag(d, "userAuthorizationUri") + "?" + form("response_type", "code", "client_id", tag(d, "cliendId"),
            "redirect_uri", tag(d, "redirectUri"), "scope", tag(d, "scopes"), "state", state));
    }
    static void fromGeoNode(HttpServletRequest request, HttpServletResponse response) throws Exception {
        HttpSession session = request.getSession(false);
        if (session == null || !request.getParameter("state").equals(session.getAttribute("state"))) {
            response.sendError(403, "the state is not that of this session");
            return;
        }
        Document d = xml(OAUTH2);
        String token = field(asClient(tag(d, "accessTokenUri"), form("grant_type", "authorization_code", "code", request.getParameter("code"),
            "redirect_uri", tag(d, "redirectUri"))), "access_token");
        session.setAttribute("user", field(asClient(tag(d, "checkTokenEndpointUrl"), form("token", token)), "username"));
        response.sendRedirect(request.getContextPath() + "/web/");
    }
    // A data store: its JSON as it was put, one file each. As the real one, it gives passwords away encrypted only, takes such a
    // one as the old, and needs the database for the list of what could be published.
    static final Pattern STORE = Pattern.compile("/rest/workspaces/([^/]+)/datastores/([^/.]+)(/featuretypes)?\\.json");
    static final Pattern PASSWD = Pattern.compile("(\\{\\s*\"@key\":\\s*\"passwd\",\\s*\"\\$\":\\s*\")([^\"]*)(\"\\s*})");

    static String parameter(String store, String key) {
        Matcher m = Pattern.compile("\\{\\s*\"@key\":\\s*\"" + key + "\",\\s*\"\\$\":\\s*\"?([^\"}]*)\"?\\s*}").matcher(store);
        return m.find() ? m.group(1) : "";
    }
    static void store(HttpServletRequest request, HttpServletResponse response, Matcher path) throws Exception {
        Path file = DATA.resolve("workspaces").resolve(path.group(1)).resolve(path.group(2)).resolve("datastore.json");
        if (!Files.exists(file)) { response.sendError(404); return; }
        String now = Files.readString(file);
        response.setContentType("application/json");
        if (path.group(3) != null) {
            Class.forName("org.postgresql.Driver");
            DriverManager.setLoginTimeout(5);
            String url = "jdbc:postgresql://" + parameter(now, "host") + ":" + parameter(now, "port") + "/" + parameter(now, "database");
            try (Connection c = DriverManager.getConnection(url, parameter(now, "user"), parameter(now, "passwd"))) {
                response.getWriter().write("{\"list\":{\"string\":[]}}");
            } catch (SQLException e) { response.sendError(500, e.getMessage()); }
        } else if (request.getMethod().equals("PUT")) {
            String put = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher given = PASSWD.matcher(put);
            if (!given.find()) { response.sendError(400, "no passwd"); return; }
            String passwd = given.group(2).startsWith("crypt1:") ? parameter(now, "passwd") : given.group(2);
            Files.writeString(file, given.replaceFirst("$1" + Matcher.quoteReplacement(passwd) + "$3"));
        } else {
            response.getWriter().write(PASSWD.matcher(now).replaceFirst("$1crypt1:c3RhbmQtaW4=$3"));
        }
    }
    /** What a server elsewhere answers, fetched as GeoServer fetches a remote map. */
    static Map<String, Object> fetched(String url) {
        Map<String, Object> m = new TreeMap<>();
        try {
            HttpURLConnection c = (HttpURLConnection) new URL(url).openConnection();
            c.setConnectTimeout(5000);
            c.setReadTimeout(10000);
            m.put("status", c.getResponseCode());
            InputStream in = c.getResponseCode() < 400 ? c.getInputStream() : c.getErrorStream();
            m.put("body", in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (Exception e) { m.put("error", e.toString()); }
        return m;
    }

    @Override
    public void service(HttpServletRequest request, HttpServletResponse response) throws jakarta.servlet.ServletException, IOException {
        try {
            answer(request, response);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new jakarta.servlet.ServletException(e);
        }
    }

    static void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String context = request.getContextPath();
        String path = request.getRequestURI().substring(context.length());
        if (path.equals("/j_spring_oauth2_geonode_login")) { toGeoNode(request, response); return; }
        if (path.equals("/index.html") && request.getParameter("code") != null) { fromGeoNode(request, response); return; }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("geoserver", "stand-in");
        answer.put("path", request.getRequestURI());
        int status = 200;
        if (path.startsWith("/rest")) {
            String given = String.valueOf(request.getHeader("authorization"));
            String want = "Basic " + Base64.getEncoder().encodeToString(("admin:" + password()).getBytes(StandardCharsets.UTF_8));
            if (!given.equals(want)) {
                status = 401;
                response.setHeader("WWW-Authenticate", "Basic realm=\"GeoServer Realm\"");
            } else if (path.equals("/rest/security/self/password")) {
                if (!request.getMethod().equals("PUT")) status = 405;
                else try {
                    String value = newPassword(request);
                    if (value == null || value.isEmpty()) status = 400; else password(value);
                } catch (org.xml.sax.SAXException e) { status = 400; }
            } else if (STORE.matcher(path).matches()) {
                Matcher store = STORE.matcher(path);
                store.matches();
                store(request, response, store);
                return;
            } else if (path.startsWith("/rest/about/version")) {
                answer.put("about", Map.of("resource", List.of(Map.of("@name", "GeoServer", "Version", "2.28.4-standin"))));
            }
        } else if (path.startsWith("/standin/files")) {
            answer.put("data", files(DATA));
            answer.put("statics", files(Paths.get("/mnt/volumes/statics")));
        } else if (path.startsWith("/standin/roles")) {
            answer.putAll(roles());
        } else if (path.startsWith("/standin/geofence")) {
            try { answer.putAll(geofence()); } catch (Exception e) { status = 503; answer.put("error", e.toString()); }
        } else if (path.startsWith("/standin/fetch")) {
            answer.putAll(fetched(request.getParameter("url")));
        } else if (path.startsWith("/standin/config")) {
            answer.put("global", tags(DATA.resolve("global.xml"), "proxyBaseUrl"));
            answer.put("logging", tags(DATA.resolve("logging.xml"), "stdOutLogging"));
            answer.put("roles", tags(ROLES, "baseUrl", "authApiKey"));
            answer.put("auth", tags(DATA.resolve("security/auth/geonodeAuthProvider/config.xml"), "baseUrl", "authApiKey"));
            answer.put("oauth2", tags(DATA.resolve("security/filter/geonode-oauth2/config.xml"), "cliendId", "clientSecret", "accessTokenUri",
                "userAuthorizationUri", "redirectUri", "checkTokenEndpointUrl", "logoutUri"));
            answer.put("factory_password", password().equals("geoserver"));
        } else {
            Runtime r = Runtime.getRuntime();
            answer.put("max_heap_mb", r.maxMemory() / 1048576);
            answer.put("processors", r.availableProcessors());
            answer.put("jvm_arguments", ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("--add-opens")).collect(Collectors.toList()));
            answer.put("uid", System.getProperty("user.name"));
            answer.put("host", request.getHeader("host"));
            answer.put("scheme", request.getScheme());
            HttpSession session = request.getSession(false);
            answer.put("user", session == null ? null : session.getAttribute("user"));
            answer.put("query", request.getQueryString());
            Map<String, Object> headers = new TreeMap<>();
            for (String n : Collections.list(request.getHeaderNames())) if (!n.equals("authorization") && !n.equals("cookie")) headers.put(n, request.getHeader(n));
            answer.put("headers", headers);
            // as in the real one, nothing is served while GeoFence has no database (STANDIN_NO_DB=1: do not ask)
            if (!rules && System.getenv("STANDIN_NO_DB") == null) try { geofence(); } catch (Exception e) { status = 503; answer.put("error", e.toString()); }
        }
        response.setStatus(status);
        response.setContentType("application/json; charset=UTF-8");
        response.getOutputStream().write(json(answer).getBytes(StandardCharsets.UTF_8));
    }
}
