// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.gallery;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.webgate.admin.internal.frame.StateIcon;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.frame.JtestateGenerated;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The samples of the gallery in the reader's language: those of the file, the states, the charts. Immutable. */
final class Samples {

    private static final String FILE = "/io/webgate/admin/internal/gallery/samples.html";
    private static final Pattern MARK = Pattern.compile("<!-- sample ([a-z]+) -->\n");
    private static final Pattern KEY = Pattern.compile("\\$\\{([a-z.-]+)}");

    private final Map<String, String> written;

    private Samples(Map<String, String> written) {
        this.written = written;
    }

    /** Reads the file once. */
    static Samples fromClassPath() {
        try (InputStream in = Samples.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks its file " + FILE);
            }
            return new Samples(parts(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("File " + FILE, unreadable);
        }
    }

    List<Sample> in(Ui ui) {
        List<Sample> all = new ArrayList<>();
        all.add(sample("states", states(ui), ui));
        written.forEach((id, html) -> all.add(sample(id, filled(html, ui), ui)));
        SampleCharts.in(ui).forEach((id, html) -> all.add(sample(id, html, ui)));
        return all;
    }

    private static Sample sample(String id, String html, Ui ui) {
        return new Sample(id, ui.t("gallery." + id), ui.t("gallery." + id + ".about"), html);
    }

    private static String states(Ui ui) {
        return StateIcon.CODES.stream()
                .map(code -> {
                    StringOutput out = new StringOutput();
                    JtestateGenerated.render(
                            new OwaspHtmlTemplateOutput(out), null, code, ui.t("gallery.state." + code));
                    return "<p>" + out.toString().strip() + "</p>\n";
                })
                .collect(Collectors.joining());
    }

    private static Map<String, String> parts(String file) {
        Map<String, String> all = new LinkedHashMap<>();
        Matcher mark = MARK.matcher(file);
        String id = "";
        int from = 0;
        while (mark.find()) {
            if (!id.isEmpty()) {
                all.put(id, file.substring(from, mark.start()));
            }
            id = mark.group(1);
            from = mark.end();
        }
        all.put(id, file.substring(from));
        return all;
    }

    private static String filled(String html, Ui ui) {
        return KEY.matcher(html).replaceAll(match -> Matcher.quoteReplacement(ui.t(match.group(1))));
    }
}
