// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.people;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Accounts;
import io.webgate.access.WebSession;
import io.webgate.admin.internal.frame.FakeHttp;
import io.webgate.admin.internal.frame.FakePlane;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Plane;
import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Cut;
import io.webgate.license.api.Effect;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.Limits;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Metric;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host with people in it, and browsers that ask its pages by their routes. One thread. */
final class House {

    static final ModuleId TILL = new ModuleId("example.till");

    final FakeAccounts accounts = new FakeAccounts();
    final FakeAccess access = new FakeAccess();
    boolean peopleKnown = true;
    boolean catalogue = true;
    LocalizedText title = new LocalizedText("Till", "Касса");

    private final PageTable pages = new PageTable();
    private int forms;

    House() {
        new PeopleArea(() -> "fresh-form-" + ++forms).addTo(pages);
    }

    List<String> routes() {
        return List.of(pages.routes());
    }

    /** One request; several values of one field are separated by a blank. */
    Visit visit(String method, String path) {
        return new Visit(method, path);
    }

    /** The page's words and markup, whichever kind of page it is. */
    static String html(PageAnswer answer) {
        if (answer instanceof PageAnswer.Html page) {
            return render(page.body());
        }
        if (answer instanceof PageAnswer.Bare page) {
            return render(page.body());
        }
        throw new AssertionError("No page: " + answer);
    }

    static int status(PageAnswer answer) {
        if (answer instanceof PageAnswer.Html page) {
            return page.status();
        }
        if (answer instanceof PageAnswer.Bare page) {
            return page.status();
        }
        throw new AssertionError("No page: " + answer);
    }

    private static String render(Content content) {
        StringOutput out = new StringOutput();
        content.writeTo(new OwaspHtmlTemplateOutput(out));
        return out.toString();
    }

    private Plane plane() {
        FakePlane nothing = new FakePlane(Optional.empty());
        return (Plane) Proxy.newProxyInstance(
                House.class.getClassLoader(),
                new Class<?>[] {Plane.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "accounts" -> peopleKnown ? Optional.<Accounts>of(accounts) : Optional.empty();
                    case "access" -> Optional.<Access>of(access);
                    case "registry" -> catalogue ? Optional.of(registry()) : Optional.empty();
                    default -> method.invoke(nothing, arguments);
                });
    }

    private LicenseRegistry registry() {
        Module module = new Module(
                TILL,
                "DEVL",
                title,
                Metric.DEVICES,
                new Consequence(Cut.ALL, Effect.STOP_GATE, Set.of(), Optional.empty()),
                Module.Counting.CONNECTIONS,
                true,
                Set.of());
        return (LicenseRegistry) Proxy.newProxyInstance(
                House.class.getClassLoader(),
                new Class<?>[] {LicenseRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "licenses" -> List.of();
                    case "limits" -> new Limits(1, FakeAccounts.NOW, Optional.empty(), Map.of(TILL, module), Map.of());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** One request of a browser. */
    final class Visit {

        final FakeHttp http;
        private String language = "en";
        private Optional<WebSession> session = Optional.empty();
        private Optional<Caller> caller = Optional.empty();

        Visit(String method, String path) {
            http = new FakeHttp(method, path);
        }

        Visit in(String wanted) {
            language = wanted;
            return this;
        }

        Visit by(String login, Role role) {
            session = Optional.of(FakeAccounts.session("s-own", login, role, "Own browser"));
            return token(login, role);
        }

        /** Asks with an API token, so without a session. */
        Visit token(String name, Role role) {
            caller = Optional.of(new Caller(name, Optional.of(role), Optional.empty()));
            return this;
        }

        Visit field(String name, String value) {
            http.parameters.put(name, value);
            return this;
        }

        Visit cookie(String secret) {
            http.cookie("webgate", secret);
            return this;
        }

        PageAnswer answer() throws AccessException, IOException {
            return pages.find(http.method, http.path).orElseThrow().page().answer(request());
        }

        /** As a page gets it. */
        PageRequest request() {
            PageTable.Found found = pages.find(http.method, http.path).orElseThrow();
            session.ifPresent(own -> http.attributes.put(WebSession.ATTRIBUTE, own));
            caller.ifPresent(own -> http.attributes.put(Caller.ATTRIBUTE, own));
            Ui ui = caller.flatMap(Caller::role)
                    .map(role -> Readers.of(language, role))
                    .orElseGet(() -> Readers.stranger(language));
            return new PageRequest(asked(), http.response(), found.placeholders(), ui, plane());
        }

        private HttpServletRequest asked() {
            return new HttpServletRequestWrapper(http.request()) {
                @Override
                public String getRemoteAddr() {
                    return "127.0.0.1";
                }

                @Override
                public String[] getParameterValues(String name) {
                    String all = http.parameters.getOrDefault(name, "");
                    return all.isEmpty() ? new String[0] : all.split(" ", -1);
                }
            };
        }
    }
}
