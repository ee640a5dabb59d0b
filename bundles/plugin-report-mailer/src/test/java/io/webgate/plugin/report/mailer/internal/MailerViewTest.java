// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The page and the API say what there is, in words, and nothing that others wrote becomes markup. */
final class MailerViewTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String EVIL = "<b onclick=\"x\">'${page.jobs}";

    private static Job.Reading reading(String name, Object enabled, String schedule) {
        return Job.read(
                name,
                Map.of("report", "daily", "schedule", schedule, "recipients", "anna@example.com", "enabled", enabled),
                NOW);
    }

    private static Run run(Delivery.State state, Run.State of, Optional<Answer> answer) {
        Delivery mail = new Delivery("anna@example.com", state, 1, NOW, Optional.of(NOW), answer);
        return new Run(
                state + "-" + of,
                EVIL,
                NOW,
                Optional.of(EVIL),
                3,
                of,
                NOW,
                1,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Run.Trouble("query-failed", new LocalizedText(EVIL, EVIL))),
                List.of(mail));
    }

    private static List<Run> everyState() {
        List<Run> runs = new ArrayList<>();
        for (Delivery.State state : Delivery.State.values()) {
            for (Run.State of : Run.State.values()) {
                runs.add(run(state, of, Optional.of(Answer.of(Answer.Kind.REFUSED, EVIL))));
            }
        }
        return runs;
    }

    private static final Hindrance HINDRANCE = Hindrance.notLocked(EVIL, NOW);

    private static MailerView view(Optional<Problem> held, Optional<Note> note) {
        return view(held, Optional.empty(), note, Locale.ENGLISH);
    }

    private static MailerView view(
            Optional<Problem> held, Optional<Hindrance> hindered, Optional<Note> note, Locale locale) {
        return new MailerView(
                List.of(
                        reading("good", true, "0 8 * * *"),
                        reading("off", false, "0 8 * * *"),
                        reading("bad", true, "0 8"),
                        reading(EVIL, true, "0 8 * * *")),
                Map.of("good", run(Delivery.State.SENT, Run.State.DONE, Optional.empty())),
                everyState(),
                held,
                hindered,
                note,
                "token-1",
                NOW,
                locale);
    }

    private static Problem held() {
        return Problem.of(
                403,
                "module-held",
                new LocalizedText("Held", "Приостановлено"),
                new LocalizedText("2 of 1", "2 из 1"),
                Locale.ENGLISH);
    }

    private static Properties texts(String suffix) throws Exception {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(
                MailerViewTest.class.getResourceAsStream("/OSGI-INF/l10n/bundle" + suffix + ".properties"))) {
            texts.load(in);
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_ru"})
    void R100_everyTextOfThePageIsThere(String suffix) throws Exception {
        Set<String> used = new TreeSet<>();
        for (Optional<Problem> held : List.of(Optional.<Problem>empty(), Optional.of(held()))) {
            for (Note note : List.of(Note.good("asked"), Note.wrongAddress())) {
                Matcher keys = Pattern.compile("\\$\\{([^}]*)}")
                        .matcher(view(held, Optional.of(HINDRANCE), Optional.of(note), Locale.ENGLISH)
                                .html());
                while (keys.find()) {
                    used.add(keys.group(1));
                }
            }
        }
        MailerView empty = new MailerView(
                List.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.of(HINDRANCE),
                Optional.empty(),
                "t",
                NOW,
                Locale.ENGLISH);
        assertThat(empty.html()).contains("${page.jobs.none}", "${page.history.none}");
        assertThat(used).hasSizeGreaterThan(30);
        assertThat(texts(suffix).stringPropertyNames()).containsAll(used);
    }

    @Test
    void R29_heldItSaysSoAndOffersNothing() {
        String html = view(Optional.of(held()), Optional.empty()).html();
        assertThat(html).contains("id=\"mailer-held\"", "2 of 1", "${page.held}", "${page.next.held}");
        assertThat(html).doesNotContain("<form", "<button");
        String open = view(Optional.empty(), Optional.empty()).html();
        assertThat(open).doesNotContain("mailer-held").contains("id=\"send-good\"", "value=\"token-1\"");
        assertThat(open).as("only what can be sent").doesNotContain("id=\"send-off\"", "id=\"send-bad\"");
    }

    @Test
    void R65_thatTheSpoolCannotBeLockedIsToldOnThePageInBothLanguagesAndByTheApi() {
        String english = view(Optional.empty(), Optional.of(HINDRANCE), Optional.empty(), Locale.ENGLISH)
                .html();
        assertThat(english)
                .contains("id=\"mailer-hindered\"", "report-mailer.lock", "can&#39;t be taken", "datetime=\"" + NOW)
                .contains("id=\"send-good\"")
                .doesNotContain("<b onclick");
        String russian = view(Optional.empty(), Optional.of(HINDRANCE), Optional.empty(), new Locale("ru"))
                .html();
        assertThat(russian).contains("Не удаётся получить блокировку report-mailer.lock");
        assertThat(view(Optional.empty(), Optional.empty()).html()).doesNotContain("mailer-hindered");
        JsonObject told = Told.service(Optional.of(HINDRANCE), new Locale("ru"));
        assertThat(told.get("sends").getAsBoolean()).isFalse();
        assertThat(told.get("code").getAsString()).isEqualTo("spool-not-locked");
        assertThat(told.get("reason").getAsString()).startsWith("Не удаётся");
        assertThat(told.get("since").getAsString()).isEqualTo(NOW.toString());
        assertThat(Told.service(Optional.empty(), Locale.ENGLISH)).hasToString("{\"sends\":true}");
    }

    @Test
    void whatOthersWroteStaysText() {
        String html = view(Optional.empty(), Optional.of(Note.bad(EVIL))).html();
        assertThat(html).doesNotContain("<b onclick").contains("&lt;b onclick=&quot;x&quot;&gt;&#39;&#36;{page.jobs}");
    }

    @Test
    void R65_theApiTellsTheSame() {
        JsonArray jobs = Told.jobs(
                List.of(
                        reading("good", true, "0 8 * * *"),
                        reading("off", false, "0 8 * * *"),
                        reading("bad", true, "x")),
                Map.of(
                        "good",
                        run(Delivery.State.WAITING, Run.State.READY, Optional.of(Answer.of(Answer.Kind.LATER, "450")))),
                NOW,
                new Locale("ru"));
        assertThat(jobs.get(0).getAsJsonObject().get("next").getAsString())
                .isEqualTo(NOW.plus(Duration.ofHours(20)).toString());
        assertThat(jobs.get(0).toString())
                .contains(
                        "\"state\":\"waiting\"",
                        "\"nextAt\"",
                        "\"code\":\"later\"",
                        "Сервер просит повторить позже: 450");
        assertThat(jobs.get(1).getAsJsonObject().has("next")).isFalse();
        assertThat(jobs.get(2).getAsJsonObject().get("faults").toString()).contains("schedule", "не расписание");
    }
}
