// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import io.webgate.admin.internal.frame.Readers;
import io.webgate.admin.internal.frame.Scenes;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Preview;
import io.webgate.settings.Arity;
import io.webgate.settings.Definition;
import io.webgate.settings.Difference;
import io.webgate.settings.Draft;
import io.webgate.settings.Excess;
import io.webgate.settings.Fault;
import io.webgate.settings.Field;
import io.webgate.settings.Impact;
import io.webgate.settings.Import;
import io.webgate.settings.Kind;
import io.webgate.settings.Order;
import io.webgate.settings.Outcome;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;
import io.webgate.settings.Wish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Settings with one factory, of which each saving is kept; what stands against it a test says. */
final class OneSetting implements Settings {

    static final String FACTORY = "com.example.report";
    static final String DAILY = FACTORY + "~daily";

    private static final Field TITLE = field("title", Kind.TEXT, Arity.ONE, true);
    private static final Field COLUMNS = field("columns", Kind.TEXT, Arity.ARRAY, false);
    private static final Field ENABLED = field("enabled", Kind.BOOLEAN, Arity.ONE, false);
    private static final Field PASSWORD = field("password", Kind.SECRET, Arity.ONE, false);

    final List<Wish> wishes = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    Optional<Draft> saved = Optional.of(new Draft(Map.of("title", List.of("Daily <b>"))));
    List<Fault> faults = List.of();
    List<Excess> excesses = List.of();
    Outcome.Result result = Outcome.Result.DONE;

    static final Excess EXCESS = new Excess(
            Scenes.waiters().id(),
            Optional.of(Scenes.waiters()),
            10,
            12,
            List.of(new Preview.Effect(
                    Preview.Kind.GATE_STOPS, Optional.of(Scenes.waiters().id()), 10, 12, List.of())),
            true);

    private static Field field(String key, Kind kind, Arity arity, boolean required) {
        return new Field(
                key,
                new LocalizedText("The " + key, "Поле " + key),
                Optional.empty(),
                kind,
                arity,
                100,
                required,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Definition definition() {
        return new Definition(
                FACTORY,
                true,
                new LocalizedText("Reports", "Отчёты"),
                Optional.empty(),
                List.of(ENABLED, TITLE, COLUMNS, PASSWORD),
                "com.example.bundle",
                false,
                true,
                Optional.of("{title}"));
    }

    private Saved view(String pid) {
        Draft draft = saved.orElse(new Draft(Map.of()));
        Map<String, List<String>> open = Typed.open(definition(), draft).values();
        Set<String> secrets = Typed.secrets(definition(), draft).keySet();
        return new Saved(
                pid,
                Optional.of(FACTORY),
                Optional.of(pid.substring(FACTORY.length() + 1)),
                saved.isPresent() && pid.equals(DAILY),
                "r1",
                open,
                secrets,
                Optional.empty());
    }

    @Override
    public List<Definition> definitions() {
        return List.of(definition());
    }

    @Override
    public Optional<Definition> definition(String pid) {
        return pid.equals(FACTORY) || pid.startsWith(FACTORY + "~") ? Optional.of(definition()) : Optional.empty();
    }

    @Override
    public List<Saved> saved(Definition definition) {
        return saved.isPresent() ? List.of(view(DAILY)) : List.of();
    }

    @Override
    public Optional<Saved> find(String pid) {
        return pid.equals(DAILY) && saved.isPresent() ? Optional.of(view(DAILY)) : Optional.empty();
    }

    @Override
    public Optional<Plan> plan(Wish wish) {
        if (definition(wish.pid()).isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> before = saved.map(Draft::values).orElse(Map.of());
        Map<String, List<String>> after = wish.draft().map(Draft::values).orElse(Map.of());
        List<Difference> differences = definition().fields().stream()
                .filter(field -> !Objects.equals(before.get(field.key()), after.get(field.key())))
                .map(field -> new Difference(
                        field,
                        Optional.ofNullable(before.get(field.key())).map(texts -> told(field, texts)),
                        Optional.ofNullable(after.get(field.key())).map(texts -> told(field, texts))))
                .toList();
        Plan.Act act = Plan.Act.CHANGE;
        if (wish.draft().isEmpty()) {
            act = Plan.Act.DELETE;
        } else if (differences.isEmpty()) {
            act = Plan.Act.NOTHING;
        }
        return Optional.of(new Plan(
                definition(),
                view(wish.pid()),
                act,
                faults,
                List.of(new Fault("", new LocalizedText("Mind the gap", "Осторожно"))),
                differences,
                List.of(new Impact(Impact.Kind.RESTARTED, "Reports", "com.example.bundle")),
                excesses));
    }

    private static List<String> told(Field field, List<String> texts) {
        return field.isSecret() ? List.of() : texts;
    }

    @Override
    public Outcome save(Wish wish, Order order) {
        Optional<Plan> plan = plan(wish);
        wishes.add(wish);
        orders.add(order);
        boolean refused = !excesses.isEmpty() && !order.confirmed();
        if (result == Outcome.Result.DONE && !refused) {
            saved = wish.draft();
        }
        return new Outcome(refused ? Outcome.Result.EXCESS : result, plan, find(wish.pid()), Optional.empty());
    }

    @Override
    public List<Past> history(String pid, int most) {
        return List.of(
                new Past(2, Readers.NOW, pid, "anna", Order.Why.EDITED, Optional.empty()),
                new Past(
                        1,
                        Readers.NOW,
                        pid,
                        "",
                        Order.Why.ELSEWHERE,
                        Optional.of(new Past.State(Map.of("title", List.of("Old")), Set.of("password")))));
    }

    @Override
    public Optional<Wish> restoring(String pid, long seq) {
        return seq == 1 ? Optional.of(Wish.save(pid, new Draft(Map.of("title", List.of("Old"))))) : Optional.empty();
    }

    @Override
    public String export() {
        return "{}";
    }

    @Override
    public Import planImport(String json) {
        return taken(json, result);
    }

    @Override
    public Import take(String json, Order order) {
        orders.add(order);
        return taken(json, excesses.isEmpty() || order.confirmed() ? result : Outcome.Result.EXCESS);
    }

    private Import taken(String json, Outcome.Result became) {
        boolean bad = json.equals("bad");
        return new Import(
                bad ? Outcome.Result.INVALID : became,
                bad ? Optional.of(new LocalizedText("No file of settings", "Не файл настроек")) : Optional.empty(),
                bad
                        ? List.of()
                        : List.of(plan(Wish.save(DAILY, new Draft(Map.of("title", List.of("New")))))
                                .orElseThrow()),
                List.of("com.example.gone"),
                List.of(DAILY),
                excesses,
                Optional.empty());
    }
}
