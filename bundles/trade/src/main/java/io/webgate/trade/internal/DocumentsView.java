// SPDX-License-Identifier: Apache-2.0
package io.webgate.trade.internal;

import io.webgate.gate.http.Html;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.trade.Amounts;
import io.webgate.trade.Draft;
import io.webgate.trade.Kind;
import io.webgate.trade.Trade;
import io.webgate.trade.TradeDocument;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page of the documents as HTML; keys in it are replaced by the bundle's texts. Pure. */
final class DocumentsView {

    private final Locale locale;
    private final ZoneId zone;

    DocumentsView(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    String list(
            Trade.Counts counts,
            Optional<Trade.Delivered> goods,
            Trade.Filter filter,
            List<TradeDocument> documents,
            boolean more) {
        Html html = new Html();
        html.raw(
                "<section class=\"card\" aria-labelledby=\"exchange-heading\"><h2 id=\"exchange-heading\">${documents.exchange}</h2><dl class=\"facts\">");
        html.raw("<dt>${documents.waiting}</dt>").element("<dd id=\"waiting\">", number(counts.waiting()), "dd");
        html.raw("<dt>${documents.acknowledged}</dt>")
                .element("<dd id=\"acknowledged\">", number(counts.acknowledged()), "dd");
        html.raw("<dt>${documents.rejected}</dt>").element("<dd id=\"rejected\">", number(counts.rejected()), "dd");
        html.raw("<dt>${documents.goods}</dt><dd id=\"goods\">");
        goods.ifPresentOrElse(
                told -> html.text(number(told.goods()) + ", " + time(told.at())),
                () -> html.raw("${documents.goods.none}"));
        html.raw("</dd></dl>");
        if (counts.rejected() > 0) {
            html.raw("<p class=\"notice notice-warn\">${documents.rejected.what}</p>");
        }
        html.raw("</section><section class=\"card\" aria-labelledby=\"documents-heading\">"
                + "<h2 id=\"documents-heading\">${documents.title}</h2>");
        form(html, filter);
        if (documents.isEmpty()) {
            html.raw("<p class=\"empty\">${documents.none}</p>");
        } else {
            table(html, documents);
        }
        if (more) {
            long below = documents.get(documents.size() - 1).number();
            html.raw("<div class=\"actions\"><a class=\"button\" id=\"older\" href=\"" + DocumentsPage.PATH + "?below="
                    + below
                    + filter.state().map(state -> "&amp;state=" + state.code()).orElse("")
                    + filter.kind().map(kind -> "&amp;kind=" + kind.code()).orElse("")
                    + "\">${documents.older}</a></div>");
        }
        return html.raw("</section>").toString();
    }

    private void form(Html html, Trade.Filter filter) {
        html.raw("<form method=\"get\" action=\"" + DocumentsPage.PATH
                + "\"><div class=\"field\"><label for=\"state\">${documents.state}</label><select id=\"state\" name=\"state\">"
                + "<option value=\"\">${documents.any}</option>");
        for (TradeDocument.State state : TradeDocument.State.values()) {
            option(html, state.code(), state.title(), filter.state().equals(Optional.of(state)));
        }
        html.raw("</select></div><div class=\"field\"><label for=\"kind\">${documents.kind}</label>"
                + "<select id=\"kind\" name=\"kind\"><option value=\"\">${documents.any}</option>");
        for (Kind kind : Kind.values()) {
            option(html, kind.code(), kind.title(), filter.kind().equals(Optional.of(kind)));
        }
        html.raw(
                "</select></div><div class=\"actions\"><button type=\"submit\" id=\"filter\">${documents.filter}</button></div></form>");
    }

    private void option(Html html, String code, LocalizedText title, boolean chosen) {
        html.element("<option value=\"" + code + "\"" + (chosen ? " selected" : "") + ">", title.in(locale), "option");
    }

    private void table(Html html, List<TradeDocument> documents) {
        html.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"documents-heading\"><table id=\"documents\">"
                        + "<caption>${documents.caption}</caption><thead><tr><th scope=\"col\">${documents.number}</th>"
                        + "<th scope=\"col\">${documents.at}</th><th scope=\"col\">${documents.kind}</th>"
                        + "<th scope=\"col\">${documents.person}</th><th scope=\"col\">${documents.place}</th>"
                        + "<th scope=\"col\" class=\"number\">${documents.total}</th><th scope=\"col\">${documents.state}</th></tr></thead><tbody>");
        for (TradeDocument document : documents) {
            html.raw("<tr><th scope=\"row\"><a href=\"" + DocumentsPage.PATH + "/" + document.number() + "\">"
                    + document.number() + "</a></th>");
            html.element("<td>", time(document.at()), "td");
            html.element("<td>", document.kind().title().in(locale), "td");
            html.raw("<td><bdi>").text(document.author().person()).raw("</bdi></td>");
            html.raw("<td><bdi>").text(document.place().orElse("")).raw("</bdi></td>");
            html.element("<td class=\"number\">", money(document.total()), "td");
            boolean rejected = document.state() == TradeDocument.State.REJECTED;
            html.element(
                            rejected ? "<td class=\"tone-error\">" : "<td>",
                            document.state().title().in(locale),
                            "td")
                    .raw("</tr>");
        }
        html.raw("</tbody></table></div>");
    }

    String one(TradeDocument document) {
        Html html = new Html();
        html.raw("<section class=\"card\" aria-labelledby=\"document-heading\">")
                .element(
                        "<h2 id=\"document-heading\">",
                        document.kind().title().in(locale) + " " + document.number(),
                        "h2");
        html.raw("<dl class=\"facts\">");
        fact(html, "at", time(document.at()));
        fact(
                html,
                "state",
                document.state().title().in(locale)
                        + document.settled().map(at -> ", " + time(at)).orElse(""));
        document.rejection().ifPresent(why -> fact(html, "rejection", why));
        fact(html, "person", document.author().person());
        fact(html, "device", document.author().device());
        fact(html, "module", document.author().module().value());
        document.place().ifPresent(place -> fact(html, "place", place));
        document.of()
                .ifPresent(of -> html.raw("<dt>${documents.of}</dt><dd><a href=\"" + DocumentsPage.PATH + "/" + of
                        + "\">" + of + "</a></dd>"));
        document.comment().ifPresent(comment -> fact(html, "comment", comment));
        html.raw("</dl><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"document-heading\">"
                + "<table id=\"lines\"><caption>${documents.lines}</caption><thead><tr><th scope=\"col\">${documents.name}</th>"
                + "<th scope=\"col\">${documents.code}</th><th scope=\"col\" class=\"number\">${documents.quantity}</th>"
                + "<th scope=\"col\" class=\"number\">${documents.price}</th><th scope=\"col\" class=\"number\">${documents.sum}</th>"
                + "<th scope=\"col\">${documents.comment}</th></tr></thead><tbody>");
        for (TradeDocument.Line line : document.lines()) {
            html.raw("<tr><th scope=\"row\"><bdi>").text(line.name()).raw("</bdi></th>");
            html.raw("<td><bdi>").text(line.code()).raw("</bdi></td>");
            html.element("<td class=\"number\">", quantity(line.quantity()), "td");
            html.element("<td class=\"number\">", money(line.price()), "td");
            html.element("<td class=\"number\">", money(line.sum()), "td");
            html.raw("<td><bdi>").text(line.comment().orElse("")).raw("</bdi></td></tr>");
        }
        html.raw("</tbody><tfoot><tr><th scope=\"row\" colspan=\"4\">${documents.total}</th>")
                .element("<td class=\"number\" id=\"total\">", money(document.total()), "td")
                .raw("<td></td></tr></tfoot></table></div>");
        if (!document.payments().isEmpty()) {
            html.raw("<h3>${documents.payments}</h3><ul>");
            for (Draft.Payment payment : document.payments()) {
                html.raw("<li><bdi>")
                        .text(payment.means())
                        .raw("</bdi>: ")
                        .text(money(payment.amount()))
                        .raw("</li>");
            }
            html.raw("</ul>");
        }
        return html.raw("<div class=\"actions\"><a class=\"button\" href=\"" + DocumentsPage.PATH
                        + "\">${documents.back}</a></div></section>")
                .toString();
    }

    private static void fact(Html html, String key, String value) {
        html.raw("<dt>${documents." + key + "}</dt><dd><bdi>").text(value).raw("</bdi></dd>");
    }

    String unknown() {
        return "<section class=\"card\"><p class=\"empty\">${documents.unknown}</p><div class=\"actions\"><a class=\"button\" href=\""
                + DocumentsPage.PATH + "\">${documents.back}</a></div></section>";
    }

    String problem(Problem problem) {
        return new Html()
                .raw("<section class=\"card\">")
                .element("<h2>", problem.title(), "h2")
                .element("<p role=\"alert\">", problem.detail(), "p")
                .raw("</section>")
                .toString();
    }

    private String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    private String money(BigDecimal amount) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(amount);
    }

    private String quantity(BigDecimal quantity) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(3);
        return format.format(new BigDecimal(Amounts.plain(quantity)));
    }

    /** As the other pages write it. */
    private String time(Instant at) {
        DateTimeFormatter format = locale.getLanguage().equals("ru")
                ? DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", locale)
                : DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
        return format.format(at.atZone(zone));
    }
}
