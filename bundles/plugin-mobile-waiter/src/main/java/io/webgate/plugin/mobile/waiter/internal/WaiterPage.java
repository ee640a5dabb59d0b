// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.mobile.waiter.internal;

import io.webgate.gate.api.Gate;
import io.webgate.gate.api.GateNames;
import io.webgate.gate.http.DevicePage;
import io.webgate.gate.http.Routes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The page on a waiter's phone (R62). It is the same for everybody and holds nothing: what it shows, its script asks for with
 * the token of the phone. Thread-safe.
 */
@Component(service = Servlet.class, reference = @Reference(name = "gate", service = Gate.class))
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + MobileWaiter.MODULE + ")")
@HttpWhiteboardContextSelect(GateNames.CONTEXT_SELECT)
@HttpWhiteboardServletPattern({"/mobile-waiter", "/mobile-waiter/waiter.js", "/mobile-waiter/waiter.css"})
@Routes({
    "GET /gate/mobile-waiter public",
    "GET /gate/mobile-waiter/waiter.js public",
    "GET /gate/mobile-waiter/waiter.css public"
})
@DevicePage(module = MobileWaiter.MODULE, path = "/gate/mobile-waiter")
public final class WaiterPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient Map<String, File> files;

    private record File(String type, String text, String tag) {}

    /** Reads the page's files from the bundle. */
    @Activate
    public WaiterPage() throws IOException {
        files = Map.of(
                "/mobile-waiter", file("waiter.html", "text/html;charset=UTF-8"),
                "/mobile-waiter/waiter.js", file("waiter.js", "text/javascript;charset=UTF-8"),
                "/mobile-waiter/waiter.css", file("waiter.css", "text/css;charset=UTF-8"));
    }

    private static File file(String name, String type) throws IOException {
        try (InputStream stream = WaiterPage.class.getResourceAsStream("page/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException("page/" + name);
            }
            byte[] bytes = stream.readAllBytes();
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new File(type, new String(bytes, StandardCharsets.UTF_8), "\"" + digest.substring(0, 16) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<File> file = Optional.ofNullable(files.get(request.getServletPath()));
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        // Asked for each time, sent only when it has changed: a page of yesterday does not meet the host of today
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", file.get().tag());
        if (file.get().tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.get().type());
        byte[] bytes = file.get().text().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
