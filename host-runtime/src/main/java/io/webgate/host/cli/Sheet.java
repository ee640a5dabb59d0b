// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.nayuki.qrcodegen.QrCode;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A licence on paper: black on white, A4, whole in one file, with a QR code by which its document is found again. */
final class Sheet {

    private static final int QUIET_ZONE = 4;
    private static final int GROUP = 4;

    private static final String STYLE =
            """
            @page { size: A4; margin: 18mm }
            :root { color-scheme: light }
            body { font: 11pt/1.4 "Liberation Serif", "Times New Roman", serif; color: #000; background: #fff;
                   max-width: 174mm; margin: 10mm auto }
            @media print { body { margin: 0 } }
            h1 { font-size: 22pt; font-weight: normal; margin: 0 0 2mm; border-bottom: 1pt solid #000; padding-bottom: 2mm }
            header { display: flex; justify-content: space-between; gap: 10mm; align-items: flex-start }
            header > div { flex: 1 }
            svg { width: 32mm; height: 32mm; flex: none }
            dl { display: grid; grid-template-columns: 45mm 1fr; gap: 1.5mm 4mm; margin: 6mm 0 }
            dt { font-style: italic }
            dd { margin: 0; overflow-wrap: anywhere }
            code { font: 11pt "Liberation Mono", monospace; overflow-wrap: anywhere }
            table { border-collapse: collapse; width: 100%; margin: 6mm 0 }
            th, td { border-top: .5pt solid #000; border-bottom: .5pt solid #000; padding: 1.5mm 2mm; text-align: left }
            th { font-weight: bold }
            td:last-child, th:last-child { text-align: right; font-variant-numeric: tabular-nums }
            tr, dt, dd { break-inside: avoid }
            footer { display: flex; gap: 10mm; margin-top: 22mm; break-inside: avoid }
            footer div { flex: 1; border-top: .5pt solid #000; padding-top: 1mm; font-size: 9pt }
            """;

    private final License license;
    private final String vendor;
    private final Map<ModuleId, Module> catalogue;
    private final Locale locale;

    /**
     * The sheet of a licence.
     *
     * @param vendor its name, for people
     * @param catalogue titles of modules; one that is not in it is named by its id
     * @param locale Russian or, for every other, English
     */
    Sheet(License license, String vendor, Map<ModuleId, Module> catalogue, Locale locale) {
        this.license = license;
        this.vendor = vendor;
        this.catalogue = catalogue;
        this.locale = locale.getLanguage().equals("ru") ? locale : Locale.ENGLISH;
    }

    String html() {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"")
                .append(locale.getLanguage())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(license.id().value()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<header>\n<div>\n<h1>")
                .append(words("Licence", "Лицензия"))
                .append("</h1>\n<code>")
                .append(escaped(license.id().value()))
                .append("</code>\n</div>\n")
                .append(qr((license.id().value() + " " + license.binding().value()).strip()))
                .append("</header>\n<dl>\n");
        facts(html);
        html.append("</dl>\n");
        modules(html);
        return html.append("<footer>\n<div>")
                .append(words("Vendor: ", "Поставщик: "))
                .append(escaped(vendor))
                .append(words(", signature, date", ", подпись, дата"))
                .append("</div>\n<div>")
                .append(words("Licence holder, signature, date", "Владелец лицензии, подпись, дата"))
                .append("</div>\n</footer>\n</body>\n</html>\n")
                .toString();
    }

    private void facts(StringBuilder html) {
        fact(html, "Licence holder", "Владелец лицензии", escaped(license.holder()));
        fact(html, "Vendor", "Поставщик", escaped(vendor) + " (" + license.vendor() + ")");
        fact(html, bound(), "<code>" + escaped(key()) + "</code>");
        fact(
                html,
                "For",
                "Для приложений",
                escaped(license.applications().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "))));
        license.version().ifPresent(version -> fact(html, "Version", "Версия", escaped(version)));
        fact(html, "Term", "Вид", term());
        fact(html, "Valid from", "Действует с", date(license.validFrom()));
        fact(
                html,
                "Valid until",
                "Действует до",
                license.validUntil()
                        .map(day -> date(day)
                                + words(", end of the day, ", ", до конца дня, ")
                                + escaped(license.zone().getId()))
                        .orElse(words("for good", "бессрочно")));
        license.breakGlass()
                .ifPresent(days -> fact(
                        html,
                        "Break-glass",
                        "На крайний случай",
                        words(
                                "counts only after an administrator has activated it: once, to the end of that day and for "
                                        + days + " days more",
                                "действует только после активации администратором: один раз, до конца этого дня и ещё дней: "
                                        + days)));
        license.renewalDate().ifPresent(day -> fact(html, "To be renewed", "Продлить", date(day)));
        fact(
                html,
                "Lineage, generation",
                "Линия, выпуск",
                escaped(license.lineage().value()) + ", " + license.generation());
        fact(html, "Issued", "Выпущена", date(LocalDate.ofInstant(license.issuedAt(), license.zone())));
    }

    private void modules(StringBuilder html) {
        html.append("<table>\n<thead><tr><th>")
                .append(words("Module", "Модуль"))
                .append("</th><th>")
                .append(words("Code", "Код"))
                .append("</th><th>")
                .append(words("Quantity", "Количество"))
                .append("</th></tr></thead>\n<tbody>\n");
        for (Entitlement line : license.entitlements()) {
            String title = Optional.ofNullable(catalogue.get(line.module()))
                    .map(module -> module.title().in(locale))
                    .orElse("");
            row(html, title, line.module().value(), Long.toString(line.quantity()));
        }
        license.features().stream()
                .map(Feature::value)
                .sorted()
                .forEach(feature -> row(html, words("Feature", "Функция"), feature, words("on", "включена")));
        html.append("</tbody>\n</table>\n");
    }

    private static void row(StringBuilder html, String title, String code, String quantity) {
        html.append("<tr><td>")
                .append(escaped(title))
                .append("</td><td><code>")
                .append(escaped(code))
                .append("</code></td><td>")
                .append(escaped(quantity))
                .append("</td></tr>\n");
    }

    private void fact(StringBuilder html, String english, String russian, String value) {
        fact(html, words(english, russian), value);
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>\n");
    }

    private String bound() {
        return switch (license.binding().kind()) {
            case MACHINE -> words("Machine key", "Ключ компьютера");
            case MEDIA -> words("Media key", "Ключ носителя");
            case SERVER -> words("Server", "Сервер");
            case LICENSE_SERVER -> words("Licence server", "Сервер лицензий");
            case ANYWHERE -> words("Bound to", "Привязана");
        };
    }

    /** By groups, so that it can be read out; a machine key is in groups already. */
    private String key() {
        Binding binding = license.binding();
        return switch (binding.kind()) {
            case ANYWHERE -> words("nothing", "ни к чему");
            case MEDIA -> binding.value().replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
            case MACHINE, SERVER, LICENSE_SERVER -> binding.value();
        };
    }

    private String term() {
        return switch (license.term()) {
            case PERMANENT -> words("permanent", "постоянная");
            case TEMPORARY -> words("temporary", "временная");
            case RENTAL -> words("rental", "аренда");
            case TRIAL -> words("trial", "пробная");
        };
    }

    private String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale.getLanguage().equals("ru") ? locale : Locale.UK)
                .format(day);
    }

    private String words(String english, String russian) {
        return new LocalizedText(english, russian).in(locale);
    }

    /** Each row's dark stretches as strokes: a small file that prints sharp at any size. */
    private static String qr(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.QUARTILE);
        int side = code.size + 2 * QUIET_ZONE;
        var strokes = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int length = 0;
                while (code.getModule(x + length, y)) {
                    length++; // beyond the edge everything is light
                }
                if (length > 0) {
                    strokes.append("M%d %d.5h%d".formatted(x + QUIET_ZONE, y + QUIET_ZONE, length));
                }
                x += Math.max(length, 1);
            }
        }
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><path stroke=\"#000\" d=\"%s\"/></svg>\n"
                .formatted(side, side, escaped(text), strokes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
