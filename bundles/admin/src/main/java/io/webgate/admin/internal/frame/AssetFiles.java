// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The static files of the pages, read and compressed once at start. A file's address contains a hash of its content, so
 * a browser may keep it for ever. Immutable.
 */
public final class AssetFiles implements Assets {

    /** The route that the servlet declares for them. */
    public static final String ROUTE = "GET /admin/assets/** public";

    private static final String FOLDER = "/admin/assets/";
    private static final String OWN = "/io/webgate/admin/internal/assets/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";
    private static final String CSS = "text/css;charset=utf-8";
    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final int HASH_LENGTH = 16;

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Asset> assets = new HashMap<>();

    private AssetFiles() {}

    /**
     * Reads them.
     *
     * @throws IllegalStateException where one is missing in the bundle
     */
    public static AssetFiles fromClassPath() {
        AssetFiles files = new AssetFiles();
        files.add("app.css", OWN, CSS);
        files.add("live.js", OWN, SCRIPT);
        files.add("htmx.min.js", HTMX, SCRIPT);
        return files;
    }

    /** A static file. Immutable. */
    static final class Asset {

        private final String type;
        private final byte[] plain;
        private final byte[] zipped;

        Asset(String type, byte[] plain) {
            this.type = type;
            this.plain = plain;
            this.zipped = zip(plain);
        }

        void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String accepted = request.getHeader("Accept-Encoding");
            boolean zip = accepted != null && accepted.contains("gzip");
            byte[] body = zip ? zipped : plain;
            response.setContentType(type);
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
            response.setHeader("Vary", "Accept-Encoding");
            if (zip) {
                response.setHeader("Content-Encoding", "gzip");
            }
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    @Override
    public String address(String name) {
        return Optional.ofNullable(addresses.get(name))
                .orElseThrow(() -> new IllegalArgumentException("There is no static file '" + name + "'"));
    }

    /** The file at an address; only whole addresses with the right hash are known. */
    Optional<Asset> find(String path) {
        return Optional.ofNullable(assets.get(path));
    }

    /**
     * Answers a request for a static file.
     *
     * @return false where there is none at its path; nothing has been sent then
     */
    public boolean send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Asset found = assets.get(request.getRequestURI());
        if (found == null) {
            return false;
        }
        found.send(request, response);
        return true;
    }

    private void add(String name, String folder, String type) {
        byte[] content = read(folder + name);
        int dot = name.lastIndexOf('.');
        String address = FOLDER + name.substring(0, dot) + "." + hash(content) + name.substring(dot);
        addresses.put(name, address);
        assets.put(address, new Asset(type, content));
    }

    private static byte[] read(String place) {
        try (InputStream in = AssetFiles.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks its static file " + place);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Static file " + place, unreadable);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(all).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory does not fail so", impossible);
        }
        return zipped.toByteArray();
    }
}
