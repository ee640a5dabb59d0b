// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LicenseState;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Usage;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tab <em>Licensing</em> of the framework's web console, where one is installed: a summary to read and the way to the
 * admin pages. The console finds it by its label and draws the frame around it; without the console nobody reaches it,
 * since it has no path of its own. Names no holder, and of the machine key only the first group. Thread-safe.
 */
final class ConsoleTab extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** What the web console looks for. */
    static final Map<String, Object> PROPERTIES = Map.of(
            "felix.webconsole.label", "webgate-licensing",
            "felix.webconsole.title", "Licensing",
            "felix.webconsole.category", "Web Gate");

    private final transient Plane plane;
    private final transient ZoneId zone;

    ConsoleTab(Plane plane, ZoneId zone) {
        this.plane = plane;
        this.zone = zone;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.getWriter().write(page(request.getLocale()));
    }

    String page(Locale locale) {
        Speech speech = new Speech(locale, zone);
        StringBuilder html = new StringBuilder("<table class=\"nicetable\"><tbody>");
        Optional<GateView> gate = plane.watch().map(GateWatch::view);
        row(
                html,
                speech.say("Gate", "Шлюз"),
                gate.map(view -> state(view, speech)).orElseGet(() -> unknown(speech)));
        gate.ifPresent(view -> row(html, speech.say("Since", "С"), speech.time(view.since())));
        row(
                html,
                speech.say("Licences", "Лицензии"),
                plane.registry().map(registry -> licenses(registry, speech)).orElseGet(() -> unknown(speech)));
        plane.machine().ifPresent(machine -> row(html, speech.say("Machine key", "Ключ машины"), masked(machine)));
        html.append("</tbody></table>");
        modules(html, speech);
        html.append("<p><a href=\"/admin/\">")
                .append(escaped(speech.say("Open the admin pages", "Открыть страницы администратора")))
                .append("</a></p>");
        return html.toString();
    }

    private void modules(StringBuilder html, Speech speech) {
        List<Usage> usages = plane.ledger().map(Ledger::picture).stream()
                .flatMap(picture -> picture.usages().stream())
                .sorted(Comparator.comparing(usage -> usage.module().id()))
                .toList();
        if (usages.isEmpty()) {
            return;
        }
        html.append("<table class=\"nicetable\"><thead><tr><th scope=\"col\">")
                .append(escaped(speech.say("Module", "Модуль")))
                .append("</th><th scope=\"col\">")
                .append(escaped(speech.say("In use", "Занято")))
                .append("</th></tr></thead><tbody>");
        usages.forEach(
                usage -> row(html, usage.module().title().in(speech.locale()), speech.of(usage.used(), usage.bound())));
        html.append("</tbody></table>");
    }

    private static String state(GateView view, Speech speech) {
        return view.open() ? speech.say("open", "открыт") : speech.say("stopped", "остановлен");
    }

    private static String licenses(LicenseRegistry registry, Speech speech) {
        Map<LicenseState, Integer> counts = new EnumMap<>(LicenseState.class);
        for (InstalledLicense installed : registry.licenses()) {
            counts.merge(installed.state(), 1, Integer::sum);
        }
        List<String> texts = counts.entrySet().stream()
                .map(entry -> entry.getKey().code() + ": " + entry.getValue())
                .toList();
        return texts.isEmpty() ? speech.say("none", "нет") : String.join(", ", texts);
    }

    private static String unknown(Speech speech) {
        return speech.say("not known, the service is not running", "неизвестно, служба не работает");
    }

    private static String masked(MachineIdentity machine) {
        String key = machine.machineKey();
        int dash = key.indexOf('-');
        return dash < 0 ? "…" : key.substring(0, dash) + "-…";
    }

    private static void row(StringBuilder html, String name, String value) {
        html.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
