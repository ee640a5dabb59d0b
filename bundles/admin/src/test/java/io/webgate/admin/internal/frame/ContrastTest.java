// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The colours of the style sheet against each other (WCAG 1.4.3, 1.4.11), in every theme. */
class ContrastTest {

    private static final Pattern BLOCK = Pattern.compile(":root(?:\\[data-theme=([a-z]+)])? \\{([^}]*--paper[^}]*)}");
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+):(#[0-9a-f]{3,6})\\b");
    /** Fourteen for the frame, the charts and the pages before; one and a bit for tables that become cards, and for the cut line. */
    private static final int LARGEST = 15 * 1024;

    private final String css = read();
    private final List<Map<String, String>> themes = BLOCK.matcher(css)
            .results()
            .map(block -> tokens(block.group(2)))
            .filter(tokens -> tokens.containsKey("accent"))
            .toList();

    @Test
    void thereAreThreeThemesAndTheSystemsChoiceIsTheSameAsOnesOwn() {
        assertThat(themes).hasSize(5);
        assertThat(themes.get(1)).as("dark").isEqualTo(themes.get(2));
        assertThat(themes.get(3)).as("contrast").isEqualTo(themes.get(4));
        assertThat(themes).allSatisfy(theme -> assertThat(theme.keySet())
                .isEqualTo(themes.get(0).keySet()));
    }

    @ParameterizedTest
    @CsvSource({
        "ink, paper",
        "ink, card",
        "ink, well",
        "muted, paper",
        "muted, card",
        "muted, well",
        "accent, paper",
        "accent, card",
        "accent, well",
        "on-accent, accent",
        "on-top, top",
        "top-muted, top",
        "top, on-top",
        "ok, card",
        "warn, card",
        "error, card",
        "info, card",
        "ok, paper",
        "warn, paper",
        "error, paper",
        "info, paper",
        "ink, ok-soft",
        "ink, warn-soft",
        "ink, error-soft",
        "ink, info-soft",
        "muted, info-soft",
        "muted, warn-soft",
        "muted, error-soft",
        "muted, ok-soft",
        "ok, ok-soft",
        "warn, warn-soft",
        "error, error-soft",
        "info, info-soft",
        "accent, info-soft",
        "accent, warn-soft",
        "accent, error-soft",
        "accent, ok-soft",
        "ok, well",
        "warn, well",
        "error, well",
        "info, well"
    })
    void textIsReadable(String text, String ground) {
        assertThat(themes)
                .allSatisfy(theme -> assertThat(contrast(theme, text, ground)).isGreaterThanOrEqualTo(4.5));
    }

    @ParameterizedTest
    @CsvSource({
        "edge, card",
        "edge, paper",
        "edge, well",
        "focus, paper",
        "focus, card",
        "focus, well",
        "accent, card",
        "accent, well",
        "ok, well",
        "warn, well",
        "error, well",
        "on-top, top"
    })
    void controlsAndMarksAreSeen(String mark, String ground) {
        assertThat(themes)
                .allSatisfy(theme -> assertThat(contrast(theme, mark, ground)).isGreaterThanOrEqualTo(3));
    }

    @Test
    void theStyleSheetIsSmallAndNeedsNoBrowserNewerThanTheOldestNamed() {
        assertThat(css.length()).isLessThanOrEqualTo(LARGEST);
        assertThat(css).doesNotContain("light-dark(", ":popover", "@import", "url(", "&");
        // No rule within a rule, when the brackets of at-rules are left out
        assertThat(css.replaceAll("@[^{;]*[{;]", "")).doesNotContainPattern("\\{[^}]*\\{");
    }

    private static double contrast(Map<String, String> theme, String one, String other) {
        double first = luminance(theme.getOrDefault(one, ""));
        double second = luminance(theme.getOrDefault(other, ""));
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        String hex = colour.substring(1);
        if (hex.length() == 3) {
            hex = hex.replaceAll("(.)", "$1$1");
        }
        return 0.2126 * channel(hex, 0) + 0.7152 * channel(hex, 2) + 0.0722 * channel(hex, 4);
    }

    private static double channel(String hex, int from) {
        double value = Integer.parseInt(hex, from, from + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, String> tokens(String block) {
        Map<String, String> all = new TreeMap<>();
        TOKEN.matcher(block).results().forEach(found -> all.put(found.group(1), found.group(2)));
        return all;
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/main/resources/io/webgate/admin/internal/assets/app.css"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
