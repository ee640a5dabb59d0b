// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

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
import java.util.Optional;
import java.util.Set;

/** Settings of two PIDs, whose outcome a test sets. */
final class FakeSettings implements Settings {

    static final String MAIL = "com.example.mail";
    static final String REPORT = "com.example.report";
    static final Excess EXCESS = new Excess(
            Samples.WAITER,
            Optional.of(Samples.MODULE),
            10,
            11,
            List.of(new Preview.Effect(Preview.Kind.GATE_STOPS, Optional.of(Samples.WAITER), 10, 11, List.of())),
            true);

    final List<Wish> wishes = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    Outcome.Result result = Outcome.Result.DONE;
    Plan.Act act = Plan.Act.CHANGE;

    private static final Field PORT = field("port", Kind.INTEGER, Arity.ONE);
    private static final Field HOSTS = field("hosts", Kind.TEXT, Arity.ARRAY);
    private static final Field PASSWORD = field("password", Kind.SECRET, Arity.ONE);

    private static Field field(String key, Kind kind, Arity arity) {
        return new Field(
                key,
                new LocalizedText("Setting " + key, "Настройка " + key),
                Optional.of(new LocalizedText("Help", "Справка")),
                kind,
                arity,
                10,
                false,
                kind == Kind.INTEGER ? List.of("25") : List.of(),
                List.of(new Field.Choice("25", new LocalizedText("Plain", "Открытый"))),
                Optional.of("1"),
                Optional.empty());
    }

    private static Definition definition(String pid, boolean factory) {
        return new Definition(
                pid,
                factory,
                new LocalizedText("Mail", "Почта"),
                Optional.empty(),
                List.of(PORT, HOSTS, PASSWORD),
                "com.example.bundle",
                true,
                true,
                Optional.empty());
    }

    private static Saved saved(Definition definition, String pid) {
        boolean factory = definition.factory();
        return new Saved(
                pid,
                factory ? Optional.of(definition.pid()) : Optional.empty(),
                factory ? Optional.of("daily") : Optional.empty(),
                true,
                "r1",
                Map.of("port", List.of("587"), "hosts", List.of("a", "b")),
                Set.of("password"),
                Optional.of(pid + ".config"));
    }

    @Override
    public List<Definition> definitions() {
        return List.of(definition(MAIL, false), definition(REPORT, true));
    }

    @Override
    public Optional<Definition> definition(String pid) {
        return definitions().stream()
                .filter(one -> pid.equals(one.pid()) || (one.factory() && pid.startsWith(one.pid() + "~")))
                .findFirst();
    }

    @Override
    public List<Saved> saved(Definition definition) {
        return List.of(saved(definition, definition.factory() ? definition.pid() + "~daily" : definition.pid()));
    }

    @Override
    public Optional<Saved> find(String pid) {
        return definition(pid).flatMap(one -> saved(one).stream()
                .filter(saved -> saved.pid().equals(pid))
                .findFirst());
    }

    @Override
    public Optional<Plan> plan(Wish wish) {
        wishes.add(wish);
        return definition(wish.pid())
                .map(one -> new Plan(
                        one,
                        saved(one, wish.pid()),
                        act,
                        List.of(new Fault("port", new LocalizedText("Too great", "Слишком велико"))),
                        List.of(new Fault("", new LocalizedText("Mind", "Учтите"))),
                        List.of(
                                new Difference(PORT, Optional.of(List.of("587")), Optional.empty()),
                                new Difference(PASSWORD, Optional.of(List.of()), Optional.of(List.of()))),
                        List.of(new Impact(Impact.Kind.RESTARTED, "Mailer", "com.example.bundle")),
                        List.of(EXCESS)));
    }

    @Override
    public Outcome save(Wish wish, Order order) {
        orders.add(order);
        return new Outcome(
                result,
                plan(wish),
                find(wish.pid()),
                result == Outcome.Result.FAILED
                        ? Optional.of(new LocalizedText("Disk full", "Диск полон"))
                        : Optional.empty());
    }

    @Override
    public List<Past> history(String pid, int most) {
        return List.of(
                new Past(2, FakePlane.NOW, pid, "anna", Order.Why.EDITED, Optional.empty()),
                new Past(
                        1,
                        FakePlane.NOW,
                        pid,
                        "",
                        Order.Why.ELSEWHERE,
                        Optional.of(new Past.State(Map.of("port", List.of("25")), Set.of("password")))));
    }

    @Override
    public Optional<Wish> restoring(String pid, long seq) {
        return seq == 1 ? Optional.of(Wish.save(pid, new Draft(Map.of("port", List.of("25"))))) : Optional.empty();
    }

    @Override
    public String export() {
        return "{\"format\":\"webgate-settings\",\"version\":1,\"configurations\":[]}";
    }

    @Override
    public Import planImport(String json) {
        return taken(json, Outcome.Result.DONE);
    }

    @Override
    public Import take(String json, Order order) {
        orders.add(order);
        return taken(json, result);
    }

    private Import taken(String json, Outcome.Result became) {
        return new Import(
                became,
                json.isEmpty() ? Optional.of(new LocalizedText("No file", "Не файл")) : Optional.empty(),
                List.of(plan(Wish.delete(MAIL)).orElseThrow()),
                List.of("com.example.gone"),
                List.of(MAIL),
                List.of(EXCESS),
                became == Outcome.Result.FAILED
                        ? Optional.of(new LocalizedText("Disk full", "Диск полон"))
                        : Optional.empty());
    }
}
