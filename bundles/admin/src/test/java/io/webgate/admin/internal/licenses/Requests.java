// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.frame.Formats;
import io.webgate.admin.internal.frame.Messages;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Requests as the frame hands them to a page, and answers as text. */
final class Requests {

    private Requests() {}

    static Ui ui(String language, Role role) {
        Locale locale = Locale.forLanguageTag(language);
        return new Ui(
                Messages.of(locale),
                new Formats(locale, Samples.MOSCOW),
                Samples.NOW,
                Optional.of(role),
                "olga",
                "token-1",
                "/admin/licenses",
                name -> "/admin/assets/" + name);
    }

    static PageRequest get(Plane plane, Ui ui, Map<String, String> fields, Map<String, String> placeholders) {
        return request(plane, ui, fields, placeholders, "", new byte[0]);
    }

    static PageRequest post(Plane plane, String type, byte[] body) {
        return request(plane, ui("en", Role.ADMIN), Map.of(), Map.of(), type, body);
    }

    static PageRequest request(
            Plane plane,
            Ui ui,
            Map<String, String> fields,
            Map<String, String> placeholders,
            String type,
            byte[] body) {
        Caller caller = new Caller(ui.login(), ui.role(), Optional.empty());
        HttpServletRequest http = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParameter" -> fields.get((String) arguments[0]);
                    case "getAttribute" -> arguments[0].equals(Caller.ATTRIBUTE) ? caller : null;
                    case "getContentType" -> type.isEmpty() ? null : type;
                    case "getInputStream" -> new Body(body);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                HttpServletResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        return new PageRequest(http, response, placeholders, ui, plane);
    }

    static String text(PageAnswer answer) {
        if (answer instanceof PageAnswer.Html html) {
            return render(html.body());
        }
        if (answer instanceof PageAnswer.Fragment fragment) {
            return render(fragment.body());
        }
        throw new AssertionError("No page: " + answer);
    }

    private static String render(Content content) {
        StringOutput out = new StringOutput();
        content.writeTo(new OwaspHtmlTemplateOutput(out));
        return out.toString();
    }

    private static final class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return bytes.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("Read at once");
        }
    }
}
