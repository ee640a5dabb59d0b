// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.http;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.Consequence;
import io.webgate.license.api.Feature;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Remedy;
import io.webgate.license.api.Reply;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Verdict;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A refusal as HTTP tells it (RFC 9457), with what R102 asks for: what, why, how many of how many, since when, what to
 * do. {@code type} is a relative reference, never a foreign host. Immutable.
 *
 * @param status the HTTP status
 * @param code stable, for programs: {@code limit-exceeded}
 * @param title what, in the reader's language
 * @param detail the explanation, in the reader's language
 * @param members further members in their order: texts, whole numbers, booleans, lists and maps of these
 * @param retryAfter when another try makes sense, for the header {@code Retry-After}
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, Object> members,
        Optional<Duration> retryAfter) {

    /** The media type of {@link #toJson()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Locale RUSSIAN = new Locale("ru");
    private static final int LONGEST_HEADER = 1024;

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("Status " + status + " of problem " + code + " is not an error");
        }
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** A problem without further members. */
    public static Problem of(int status, String code, LocalizedText title, LocalizedText detail, Locale locale) {
        return new Problem(status, code, title.in(locale), detail.in(locale), Map.of(), Optional.empty());
    }

    /**
     * The ledger's refusal.
     *
     * @param module the definition of the module that the refusal names, for its title and what it counts
     */
    public static Problem of(Reply.Refused refused, Optional<Module> module, Locale locale) {
        ProblemText text = new ProblemText(module, locale, ZoneId.systemDefault());
        List<Remedy> remedies = remedies(refused);
        Reply.Reason reason = refused.reason();
        return new Problem(
                status(reason),
                reason.code(),
                ProblemText.title(reason).in(locale),
                text.detail(refused, remedies),
                members(refused, module, remedies, text),
                retryAfter(reason));
    }

    /** A break-glass licence was not activated (R59). */
    public static Problem of(ActivationResult refused, Locale locale) {
        int status =
                switch (refused.kind()) {
                    case LICENSE_UNKNOWN -> 404;
                    case ALREADY_USED -> 409;
                    case NOT_BREAK_GLASS, NOT_APPLICABLE -> 422;
                    case STORE_FULL -> 507;
                    case ACTIVATED -> throw new IllegalArgumentException(refused.kind() + " is no refusal");
                };
        LocalizedText title = refused.kind().title();
        return of(status, refused.kind().code(), title, refused.message().orElse(title), locale);
    }

    /**
     * The gate is not open: 503 with the verdict, or with what else is against it.
     *
     * @param module the definition of the module that the verdict names
     */
    public static Problem gateStopped(GateView view, Optional<Module> module, Locale locale) {
        if (view.verdict().isPresent()) {
            Verdict verdict = view.verdict().get();
            return of(
                    new Reply.Refused(
                            Reply.Reason.GATE_STOPPED,
                            view.verdict(),
                            verdict.module(),
                            verdict.used(),
                            verdict.limit()),
                    module,
                    locale);
        }
        ProblemText text = new ProblemText(Optional.empty(), locale, ZoneId.systemDefault());
        Reply.Reason reason = Reply.Reason.GATE_STOPPED;
        return new Problem(
                status(reason),
                reason.code(),
                ProblemText.title(reason).in(locale),
                text.obstacles(view.obstacles()),
                Map.of("since", time(view.since())),
                Optional.of(Duration.ofSeconds(5)));
    }

    /** The same problem with one member more. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, title, detail, more, retryAfter);
    }

    /** The same problem with the time after which another try makes sense. */
    public Problem retryAfter(Duration time) {
        return new Problem(status, code, title, detail, members, Optional.of(time));
    }

    /** The value of the header {@code Retry-After}: whole seconds, at least 1. */
    public Optional<String> retryAfterHeader() {
        return retryAfter.map(
                time -> Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    /** The body. */
    public String toJson() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", "/problems/" + code);
        all.put("title", title);
        all.put("status", status);
        all.put("detail", detail);
        all.put("code", code);
        members.forEach(all::putIfAbsent);
        return JsonText.of(all);
    }

    /**
     * The same as a small page, for browsers.
     *
     * @param locale in which title and detail are
     */
    public String toHtml(Locale locale) {
        return ProblemPage.of(this, locale);
    }

    /** Whether who sent this header {@code Accept} would rather read a page than JSON. */
    public static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        int html = accept.indexOf("text/html");
        int json = accept.indexOf("json");
        return html >= 0 && (json < 0 || html < json);
    }

    /**
     * A verdict in the form that the API shows everywhere: {@code id}, {@code at}, {@code module}, {@code cause}, {@code
     * limit}, {@code used}, {@code consequence}, {@code seats}, {@code culprit}, {@code by}, {@code
     * reason}, {@code features}, {@code leniency}, {@code appliedFrom}, as far as they apply.
     */
    public static Map<String, Object> verdict(Verdict verdict) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", verdict.seq());
        all.put("at", time(verdict.since()));
        verdict.module().ifPresent(module -> all.put("module", module.value()));
        all.put("cause", verdict.cause().code());
        all.put("limit", verdict.limit());
        all.put("used", verdict.used());
        verdict.consequence().map(Consequence::code).ifPresent(code -> all.put("consequence", code));
        all.put("seats", verdict.cut().stream().map(SeatId::value).toList());
        verdict.culprit().ifPresent(seat -> all.put("culprit", seat.id().value()));
        verdict.by().ifPresent(by -> all.put("by", by));
        verdict.reason().ifPresent(reason -> all.put("reason", reason));
        if (!verdict.features().isEmpty()) {
            all.put("features", features(verdict.features()));
        }
        verdict.leniency().ifPresent(leniency -> {
            all.put("leniency", leniency.kind().code());
            leniency.until().ifPresent(until -> all.put("appliedFrom", time(until)));
        });
        return Collections.unmodifiableMap(all);
    }

    /**
     * Remedies in the form that the API shows everywhere: {@code action}, {@code module}, {@code quantity}, and {@code
     * text} for the reader.
     */
    public static List<Map<String, Object>> remedies(List<Remedy> remedies, Optional<Module> module, Locale locale) {
        return remedies(remedies, new ProblemText(module, locale, ZoneId.systemDefault()));
    }

    private static List<String> features(Set<Feature> features) {
        return features.stream().sorted().map(Feature::value).toList();
    }

    /** A time as the API shows it: ISO-8601 with offset. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The language of a reader: Russian where the header prefers it to English, else English. Never fails. */
    public static Locale locale(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return Locale.ENGLISH;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
        for (Locale.LanguageRange range : ranges) {
            String language = range.getRange().split("-", 2)[0];
            if (range.getWeight() > 0 && language.equals("ru")) {
                return RUSSIAN;
            }
            if (range.getWeight() > 0 && (language.equals("en") || language.equals("*"))) {
                return Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }

    private static int status(Reply.Reason reason) {
        return switch (reason) {
            case GATE_STOPPED, STARTING -> 503;
            case NOT_LICENSED, MODULE_HELD, HELD_OUT -> 403;
            case LIMIT_EXCEEDED, ENROLMENT_EXCEEDED, CAUSE_STANDS -> 409;
            case SEAT_UNKNOWN, MODULE_UNKNOWN -> 404;
            case SEAT_DISPLACED -> 410;
            case KEY_REUSED -> 422;
            case STORE_FULL -> 507;
        };
    }

    private static Optional<Duration> retryAfter(Reply.Reason reason) {
        return switch (reason) {
            case GATE_STOPPED -> Optional.of(Duration.ofSeconds(30));
            case STARTING -> Optional.of(Duration.ofSeconds(2));
            case STORE_FULL -> Optional.of(Duration.ofMinutes(1));
            default -> Optional.empty();
        };
    }

    /** What cures it: the verdict's remedies; without a verdict those that follow from the numbers. */
    private static List<Remedy> remedies(Reply.Refused refused) {
        if (refused.verdict().isPresent()) {
            return refused.verdict().get().remedies();
        }
        Remedy raise =
                new Remedy(Remedy.Action.RAISE_LIMIT, refused.module(), Math.addExact(Math.max(refused.used(), 0), 1));
        Remedy reduce = new Remedy(Remedy.Action.REDUCE_USE, refused.module(), 1);
        return switch (refused.reason()) {
            case NOT_LICENSED -> List.of(raise);
            case LIMIT_EXCEEDED -> List.of(raise, reduce);
            default -> List.of();
        };
    }

    private static Map<String, Object> members(
            Reply.Refused refused, Optional<Module> module, List<Remedy> remedies, ProblemText text) {
        Map<String, Object> all = new LinkedHashMap<>();
        Optional<Verdict> verdict = refused.verdict();
        refused.module()
                .or(() -> verdict.flatMap(Verdict::module))
                .map(ModuleId::value)
                .ifPresent(id -> all.put("module", id));
        if (countsMatter(refused)) {
            all.put("limit", refused.limit());
            all.put("used", refused.used());
        }
        verdict.flatMap(Verdict::consequence)
                .or(() -> refused.reason() == Reply.Reason.LIMIT_EXCEEDED
                        ? module.map(Module::consequence)
                        : Optional.empty())
                .ifPresent(consequence -> all.put("consequence", consequence.code()));
        verdict.ifPresent(passed -> all.put("since", time(passed.since())));
        refused.eviction().ifPresent(eviction -> {
            eviction.until().ifPresent(until -> all.put("until", time(until)));
            eviction.reason().ifPresent(reason -> all.put("reason", reason));
        });
        if (!remedies.isEmpty()) {
            all.put("remedy", remedies(remedies, text));
        }
        verdict.ifPresent(passed -> all.put("verdict", verdict(passed)));
        return all;
    }

    private static boolean countsMatter(Reply.Refused refused) {
        return switch (refused.reason()) {
            case GATE_STOPPED, CAUSE_STANDS ->
                refused.verdict().flatMap(Verdict::module).isPresent();
            case NOT_LICENSED, MODULE_HELD, LIMIT_EXCEEDED, ENROLMENT_EXCEEDED -> true;
            case SEAT_UNKNOWN, SEAT_DISPLACED, HELD_OUT, KEY_REUSED, MODULE_UNKNOWN, STARTING, STORE_FULL -> false;
        };
    }

    private static List<Map<String, Object>> remedies(List<Remedy> remedies, ProblemText text) {
        return remedies.stream().map(remedy -> remedy(remedy, text)).toList();
    }

    private static Map<String, Object> remedy(Remedy remedy, ProblemText text) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("action", remedy.action().code());
        remedy.module().ifPresent(module -> all.put("module", module.value()));
        if (remedy.features().isEmpty() && remedy.action() != Remedy.Action.RESUME) {
            all.put("quantity", remedy.quantity());
        }
        if (!remedy.features().isEmpty()) {
            all.put("features", features(remedy.features()));
        }
        all.put("text", text.remedy(remedy));
        return Collections.unmodifiableMap(all);
    }
}
