// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.gate.http.Foretelling;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Definition;
import io.webgate.settings.Difference;
import io.webgate.settings.Draft;
import io.webgate.settings.Excess;
import io.webgate.settings.Fault;
import io.webgate.settings.Field;
import io.webgate.settings.Impact;
import io.webgate.settings.Import;
import io.webgate.settings.Order;
import io.webgate.settings.Outcome;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;
import io.webgate.settings.Wish;
import io.webgate.store.StoreException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings with their descriptions: read, tried, saved, restored, exported (D13). An excess is refused with 409 unless it is
 * confirmed (R27, R29).
 */
final class ConfigEndpoints {

    private static final int MOST_FILE = 8 * 1024 * 1024;
    private static final int MOST_HISTORY = 100;
    private static final LocalizedText INVALID = new LocalizedText("Settings not saved", "Настройки не сохранены");

    private final Plane plane;

    ConfigEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/config operator", this::list);
        router.on("GET /api/v1/config/export operator", this::export);
        router.on("POST /api/v1/config/import admin", MOST_FILE, this::take);
        router.on("GET /api/v1/config/{pid} operator", this::one);
        router.on("PUT /api/v1/config/{pid} admin", this::save);
        router.on("POST /api/v1/config/{pid}/preview admin", this::preview);
        router.on("DELETE /api/v1/config/{pid} admin", this::delete);
        router.on("GET /api/v1/config/{pid}/history operator", this::history);
        router.on("POST /api/v1/config/{pid}/history/{entry}/restore admin", this::restore);
    }

    private Answer list(Ask ask) {
        Settings settings = plane.needSettings(ask.locale());
        return Paged.list(ask, settings.definitions(), Definition::pid, definition -> described(
                        definition, settings.saved(definition), ask.locale())
                .map());
    }

    private Answer one(Ask ask) {
        Settings settings = plane.needSettings(ask.locale());
        String pid = ask.parameter("pid");
        Definition definition = settings.definition(pid).orElseThrow(() -> unknown(ask));
        if (definition.factory() && definition.pid().equals(pid)) {
            return Answer.json(
                    200,
                    described(definition, settings.saved(definition), ask.locale())
                            .map());
        }
        Saved saved = settings.find(pid).orElseThrow(() -> unknown(ask));
        return tagged(Answer.json(200, view(definition, saved, ask.locale()).map()), saved);
    }

    private Answer save(Ask ask) {
        return done(ask, Wish.save(ask.parameter("pid"), draft(ask)), Order.Why.EDITED);
    }

    private Answer delete(Ask ask) {
        if (plane.needSettings(ask.locale()).find(ask.parameter("pid")).isEmpty()) {
            throw unknown(ask);
        }
        return done(ask, Wish.delete(ask.parameter("pid")), Order.Why.EDITED);
    }

    private Answer restore(Ask ask) {
        return done(ask, past(ask), Order.Why.RESTORED);
    }

    private Wish past(Ask ask) {
        String entry = ask.parameter("entry");
        try {
            return plane.needSettings(ask.locale())
                    .restoring(ask.parameter("pid"), Long.parseLong(entry))
                    .orElseThrow(() -> noEntry(ask));
        } catch (NumberFormatException none) {
            throw noEntry(ask);
        } catch (StoreException failed) {
            throw storeFailed(failed, ask);
        }
    }

    private Answer preview(Ask ask) {
        Plan plan = plane.needSettings(ask.locale())
                .plan(Wish.save(ask.parameter("pid"), draft(ask)))
                .orElseThrow(() -> unknown(ask));
        return Answer.json(200, told(plan, ask.locale()).map());
    }

    private Answer history(Ask ask) {
        Settings settings = plane.needSettings(ask.locale());
        Definition definition = settings.definition(ask.parameter("pid")).orElseThrow(() -> unknown(ask));
        try {
            return Paged.list(
                    ask,
                    settings.history(ask.parameter("pid"), MOST_HISTORY),
                    past -> Long.toString(past.seq()),
                    past -> view(definition, past));
        } catch (StoreException failed) {
            throw storeFailed(failed, ask);
        }
    }

    private Answer export(Ask ask) {
        return Answer.text(
                        200,
                        "application/json;charset=utf-8",
                        plane.needSettings(ask.locale()).export())
                .with("Content-Disposition", "attachment; filename=\"webgate-settings.json\"");
    }

    private Answer take(Ask ask) {
        Settings settings = plane.needSettings(ask.locale());
        String json = new String(ask.body().bytes(), StandardCharsets.UTF_8);
        if (isOn(ask, "validate")) {
            Import plan = settings.planImport(json);
            plan.malformed().ifPresent(why -> malformed(why, ask));
            return Answer.json(200, told(plan, ask.locale()));
        }
        Import taken = settings.take(json, order(ask, Order.Why.IMPORTED));
        taken.malformed().ifPresent(why -> malformed(why, ask));
        return switch (taken.result()) {
            case DONE, UNCHANGED -> Answer.json(200, told(taken, ask.locale()));
            case EXCESS -> throw excess(taken.excesses(), ask);
            case INVALID ->
                throw invalid(
                        taken.plans().stream()
                                .flatMap(plan -> plan.faults().stream().map(fault -> fault(plan, fault, ask.locale())))
                                .toList(),
                        ask);
            case FAILED -> throw failed(taken.trouble(), ask);
            case UNKNOWN, CHANGED_MEANWHILE -> throw new IllegalStateException("An import is never " + taken.result());
        };
    }

    private static void malformed(LocalizedText why, Ask ask) {
        throw Problems.of(422, "invalid-settings", INVALID, why, ask.locale());
    }

    private Answer done(Ask ask, Wish wish, Order.Why why) {
        Settings settings = plane.needSettings(ask.locale());
        Outcome outcome = settings.save(wish, order(ask, why));
        Plan plan = outcome.plan().orElseThrow(() -> unknown(ask));
        return switch (outcome.result()) {
            case DONE, UNCHANGED ->
                outcome.saved()
                        .filter(saved -> wish.draft().isPresent())
                        .map(saved -> tagged(saved(plan, saved, ask.locale()), saved))
                        .orElseGet(Answer::none);
            case INVALID ->
                throw invalid(
                        plan.faults().stream()
                                .map(fault -> fault(plan, fault, ask.locale()))
                                .toList(),
                        ask);
            case EXCESS -> throw excess(plan.excesses(), ask);
            case CHANGED_MEANWHILE -> throw changed(plan, ask);
            case FAILED -> throw failed(outcome.trouble(), ask);
            case UNKNOWN -> throw unknown(ask);
        };
    }

    private static Answer saved(Plan plan, Saved saved, Locale locale) {
        Json.Members members = view(plan.definition(), saved, locale);
        members.put("changes", changes(plan))
                .put("effects", effects(plan, locale))
                .put("remarks", remarks(plan, locale));
        return Answer.json(plan.act() == Plan.Act.CREATE ? 201 : 200, members.map());
    }

    private static Answer tagged(Answer answer, Saved saved) {
        return answer.with("ETag", '"' + saved.revision() + '"');
    }

    private static Order order(Ask ask, Order.Why why) {
        Optional<String> revision = Optional.ofNullable(ask.headers().get("if-match"))
                .map(String::strip)
                .filter(tag -> !tag.equals("*"))
                .map(tag -> tag.replaceAll("^\"|\"$", ""));
        return new Order(ask.by(), why, revision, isOn(ask, "confirm"));
    }

    private static boolean isOn(Ask ask, String name) {
        Optional<String> value = ask.query(name);
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            throw Problems.invalid(
                    "query " + name + " (true or false is expected)",
                    "параметр " + name + " (нужно true или false)",
                    ask.locale());
        }
        return value.filter("true"::equals).isPresent();
    }

    /** The settings themselves, or an object whose only member {@code values} holds them, as they are shown. */
    private static Draft draft(Ask ask) {
        JsonObject object = Json.read(ask).object();
        if (object.size() == 1 && object.get("values") instanceof JsonObject inner) {
            object = inner;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            values.put(member.getKey(), texts(member.getKey(), member.getValue(), ask));
        }
        return new Draft(values);
    }

    private static List<String> texts(String key, JsonElement value, Ask ask) {
        if (value.isJsonNull()) {
            return List.of();
        }
        if (value.isJsonPrimitive()) {
            return List.of(value.getAsString());
        }
        List<String> all = new ArrayList<>();
        if (value.isJsonArray()) {
            value.getAsJsonArray()
                    .forEach(one -> all.add(one.isJsonPrimitive() ? one.getAsString() : refused(key, ask)));
            return all;
        }
        return List.of(refused(key, ask));
    }

    private static String refused(String key, Ask ask) {
        String shown = Problems.quoted(key);
        throw Problems.invalid(
                "member \"" + shown + "\" (a text, number, true, false, or a list of these)",
                "поле «" + shown + "» (нужны текст, число, true, false или их список)",
                ask.locale());
    }

    private static ProblemException unknown(Ask ask) {
        String shown = Problems.quoted(ask.parameter("pid"));
        return Problems.of(
                404,
                "settings-unknown",
                new LocalizedText("No such settings", "Таких настроек нет"),
                new LocalizedText(
                        "No bundle of this host describes settings under \"" + shown
                                + "\", or there is no configuration of this name. GET /api/v1/config lists them all.",
                        "Ни один бандл узла не описывает настройки «" + shown
                                + "», или конфигурации с таким именем нет. Все перечислены в GET /api/v1/config."),
                ask.locale());
    }

    private static ProblemException noEntry(Ask ask) {
        return Problems.notFound(
                new LocalizedText(
                        "The history of these settings has no such entry; the oldest ones are forgotten.",
                        "В истории этих настроек такой записи нет; самые старые записи удаляются."),
                ask.locale());
    }

    private static ProblemException storeFailed(StoreException failed, Ask ask) {
        ProblemException problem = Problems.unavailable(
                new LocalizedText(
                        "The history can't be read from the database. See the log of the host.",
                        "История не читается из базы данных. Причина в журнале узла."),
                "Store",
                ask.locale());
        problem.initCause(failed);
        return problem;
    }

    private static ProblemException failed(Optional<LocalizedText> trouble, Ask ask) {
        return Problems.of(507, "store-failed", INVALID, trouble.orElse(INVALID), ask.locale());
    }

    private static ProblemException invalid(List<Map<String, Object>> faults, Ask ask) {
        Problem problem = Problem.of(
                422,
                "invalid-settings",
                INVALID,
                new LocalizedText(
                        "Some settings can't be so; \"faults\" names each and what to do. Nothing was changed.",
                        "Некоторые настройки недопустимы; каждая названа в «faults». Ничего не изменено."),
                ask.locale());
        return new ProblemException(problem.with("faults", faults));
    }

    private static ProblemException changed(Plan plan, Ask ask) {
        Problem problem = Problem.of(
                412,
                "changed-meanwhile",
                new LocalizedText("Somebody else was faster", "Настройки уже изменены"),
                new LocalizedText(
                        "These settings were changed since you read them; nothing of yours was saved. \"changes\" says what"
                                + " yours would change in what is saved now.",
                        "Настройки изменились с тех пор, как вы их прочли; ваши не сохранены. В «changes» — что они"
                                + " изменили бы в сохранённом."),
                ask.locale());
        return new ProblemException(
                problem.with("revision", plan.saved().revision()).with("changes", plain(changes(plan))));
    }

    private static ProblemException excess(List<Excess> excesses, Ask ask) {
        Excess first = excesses.get(0);
        Problem problem = Problem.of(
                409,
                "limit-exceeded",
                new LocalizedText("This would exceed a licence", "Это превысит лицензию"),
                new LocalizedText(
                        sentences(excesses, Locale.ENGLISH) + " Send it again with ?confirm=true if you mean it.",
                        sentences(excesses, new Locale("ru"))
                                + " Если это намеренно, повторите запрос с ?confirm=true."),
                ask.locale());
        return new ProblemException(problem.with("module", first.module().value())
                .with("limit", first.limit())
                .with("used", first.used())
                .with(
                        "effects",
                        plain(excesses.stream()
                                .flatMap(one -> effects(one, ask.locale()))
                                .toList())));
    }

    /** As a problem's member: what is absent is left out, and a fraction is a text. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> all = new LinkedHashMap<>();
            members.forEach((name, member) -> {
                if (member != null) {
                    all.put(name.toString(), plain(member));
                }
            });
            return all;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigEndpoints::plain).toList();
        }
        return value instanceof BigDecimal fraction ? fraction.toPlainString() : value;
    }

    private static String sentences(List<Excess> excesses, Locale locale) {
        return String.join(
                " ",
                excesses.stream()
                        .flatMap(one -> Stream.concat(
                                Stream.of(one.sentence().in(locale)),
                                one.effects().stream().map(effect -> Foretelling.of(effect, one.definition())
                                        .in(locale))))
                        .toList());
    }

    private static Json.Members described(Definition definition, List<Saved> saved, Locale locale) {
        return Json.object()
                .put("pid", definition.pid())
                .put("factory", definition.factory())
                .put("name", definition.name().in(locale))
                .put("description", definition.help().map(help -> help.in(locale)))
                .put("bundle", definition.bundle())
                .put(
                        "fields",
                        definition.fields().stream()
                                .map(field -> view(field, locale))
                                .toList())
                .put(
                        "configurations",
                        saved.stream()
                                .map(one -> Json.object()
                                        .put("pid", one.pid())
                                        .put("name", one.name())
                                        .put("label", definition.label(one))
                                        .put("configured", one.present())
                                        .put("revision", one.revision())
                                        .map())
                                .toList());
    }

    private static Map<String, Object> view(Field field, Locale locale) {
        return Json.object()
                .put("key", field.key())
                .put("name", field.name().in(locale))
                .put("description", field.help().map(help -> help.in(locale)))
                .put("type", field.kind().code())
                .put("many", field.isMany())
                .put("required", field.isNeeded())
                .put("default", field.isSecret() ? Optional.empty() : fallback(field))
                .put(
                        "options",
                        field.choices().stream()
                                .map(choice -> Json.object()
                                        .put("value", choice.value())
                                        .put("label", choice.label().in(locale))
                                        .map())
                                .toList())
                .put("min", field.least())
                .put("max", field.greatest())
                .map();
    }

    private static Optional<Object> fallback(Field field) {
        return field.defaults().isEmpty() ? Optional.empty() : field.plain(field.defaults());
    }

    private static Json.Members view(Definition definition, Saved saved, Locale locale) {
        return Json.object()
                .put("pid", saved.pid())
                .put("factory", saved.factory())
                .put("name", definition.name().in(locale))
                .put("description", definition.help().map(help -> help.in(locale)))
                .put("label", definition.label(saved))
                .put("bundle", definition.bundle())
                .put("configured", saved.present())
                .put("revision", saved.revision())
                .put("file", saved.file())
                .put("values", values(definition, saved.values()))
                .put("secrets", List.copyOf(saved.secrets()))
                .put(
                        "fields",
                        definition.fields().stream()
                                .map(field -> view(field, locale))
                                .toList());
    }

    private static Map<String, Object> values(Definition definition, Map<String, List<String>> texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : definition.fields()) {
            Optional.ofNullable(texts.get(field.key()))
                    .flatMap(field::plain)
                    .ifPresent(value -> values.put(field.key(), value));
        }
        return values;
    }

    private static Json.Members told(Plan plan, Locale locale) {
        return Json.object()
                .put("pid", plan.saved().pid())
                .put("act", plan.act().code())
                .put("revision", plan.saved().revision())
                .put("changes", changes(plan))
                .put("effects", effects(plan, locale))
                .put("remarks", remarks(plan, locale))
                .put(
                        "faults",
                        plan.faults().stream()
                                .map(fault -> fault(plan, fault, locale))
                                .toList());
    }

    private static Map<String, Object> told(Import plan, Locale locale) {
        return Json.object()
                .put(
                        "configurations",
                        plan.plans().stream()
                                .map(one -> told(one, locale).map())
                                .toList())
                .put("skipped", plan.skipped())
                .put("withoutSecrets", plan.withoutSecrets())
                .put(
                        "effects",
                        plan.excesses().stream()
                                .flatMap(one -> effects(one, locale))
                                .toList())
                .map();
    }

    private static List<Map<String, Object>> changes(Plan plan) {
        return plan.differences().stream().map(ConfigEndpoints::change).toList();
    }

    private static Map<String, Object> change(Difference difference) {
        Field field = difference.field();
        return Json.object()
                .put("key", field.key())
                .put("secret", field.isSecret())
                .put("before", difference.before().flatMap(field::plain))
                .put("after", difference.after().flatMap(field::plain))
                .map();
    }

    private static List<Map<String, Object>> effects(Plan plan, Locale locale) {
        return Stream.concat(
                        plan.excesses().stream().flatMap(one -> effects(one, locale)),
                        plan.impacts().stream().map(impact -> effect(impact, locale)))
                .toList();
    }

    private static Map<String, Object> effect(Impact impact, Locale locale) {
        return Json.object()
                .put("kind", impact.kind().code())
                .put("module", Optional.empty())
                .put("limit", Optional.empty())
                .put("used", Optional.empty())
                .put("bundle", impact.bundle())
                .put("what", impact.sentence().in(locale))
                .map();
    }

    private static Stream<Map<String, Object>> effects(Excess excess, Locale locale) {
        Map<String, Object> whole = Json.object()
                .put("kind", "excess")
                .put("module", excess.module().value())
                .put("limit", excess.limit())
                .put("used", excess.used())
                .put("bundle", Optional.empty())
                .put("what", excess.sentence().in(locale))
                .map();
        return Stream.concat(Stream.of(whole), excess.effects().stream().map(effect -> Json.object()
                .put("kind", effect.kind().code())
                .put("module", effect.module().map(Object::toString))
                .put("limit", effect.limit())
                .put("used", effect.used())
                .put("bundle", Optional.empty())
                .put("what", Foretelling.of(effect, excess.definition()).in(locale))
                .map()));
    }

    private static List<Map<String, Object>> remarks(Plan plan, Locale locale) {
        return plan.remarks().stream()
                .map(remark -> fault(plan, remark, locale))
                .toList();
    }

    private static Map<String, Object> fault(Plan plan, Fault fault, Locale locale) {
        return Json.object()
                .put("pid", plan.saved().pid())
                .put("key", fault.key())
                .put("what", fault.text().in(locale))
                .map();
    }

    private static Map<String, Object> view(Definition definition, Past past) {
        return Json.object()
                .put("entry", past.seq())
                .put("at", Json.time(past.at()))
                .put("who", past.who())
                .put("why", past.why().code())
                .put("deleted", past.state().isEmpty())
                .put("values", past.state().map(state -> values(definition, state.values())))
                .put("secrets", past.state().map(state -> state.secrets().stream()
                        .sorted()
                        .toList()))
                .map();
    }
}
