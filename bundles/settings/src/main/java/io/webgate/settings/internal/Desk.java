// SPDX-License-Identifier: Apache-2.0
package io.webgate.settings.internal;

import com.google.gson.JsonParseException;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.Meter;
import io.webgate.license.spi.SettingsCheck;
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
import io.webgate.settings.Outcome.Result;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;
import io.webgate.settings.Wish;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The rules of settings, over what is given to it. One change at a time, so that what a caller saw is compared with what is
 * saved, and nobody of this class comes between.
 */
final class Desk implements Settings {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Catalogue catalogue;
    private final Shelf shelf;
    private final Store store;
    private final InstantSource time;
    private final Revisions revisions;
    private final Supplier<List<Meter>> meters;
    private final Supplier<List<SettingsCheck>> checks;
    private final Supplier<Optional<Limits>> limits;
    private final Audit audit;

    /** @param limits the ledger as it is now; empty while it does not run */
    Desk(
            Catalogue catalogue,
            Shelf shelf,
            Store store,
            InstantSource time,
            Revisions revisions,
            Supplier<List<Meter>> meters,
            Supplier<List<SettingsCheck>> checks,
            Supplier<Optional<Limits>> limits,
            Audit audit) {
        this.catalogue = catalogue;
        this.shelf = shelf;
        this.store = store;
        this.time = time;
        this.revisions = revisions;
        this.meters = meters;
        this.checks = checks;
        this.limits = limits;
        this.audit = audit;
    }

    /** A plan together with what saving needs. */
    private record Prepared(Plan plan, Name name, Optional<Shelf.Kept> kept, Optional<Map<String, Object>> properties) {

        /** What the meters are asked about; empty where it is no configuration of a factory. */
        Optional<Excesses.Change> change() {
            Optional<String> factory = plan.saved().factory();
            return factory.map(pid -> new Excesses.Change(pid, kept.map(Shelf.Kept::properties), properties));
        }
    }

    @Override
    public List<Definition> definitions() {
        Map<String, Definition> byPid = new LinkedHashMap<>();
        for (Definition definition : catalogue.definitions()) {
            // Who speaks both languages describes it for people; of those the first
            byPid.merge(
                    definition.pid(), definition, (one, other) -> other.bilingual() && !one.bilingual() ? other : one);
        }
        return byPid.values().stream()
                .sorted(Comparator.comparing(Definition::bilingual)
                        .reversed()
                        .thenComparing(definition -> definition.name().english())
                        .thenComparing(Definition::pid))
                .toList();
    }

    @Override
    public Optional<Definition> definition(String pid) {
        return guarded(() -> {
            Name name = Name.of(pid);
            String base = shelf.find(pid).flatMap(Shelf.Kept::factory).orElse(name.base());
            boolean one = !base.equals(pid);
            return definitions().stream()
                    .filter(definition -> definition.pid().equals(base) && (!one || definition.factory()))
                    .findFirst();
        });
    }

    @Override
    public List<Saved> saved(Definition definition) {
        return guarded(() -> definition.factory()
                ? shelf.of(definition.pid()).stream()
                        .map(kept -> saved(definition, kept.pid(), Optional.of(kept)))
                        .toList()
                : List.of(saved(definition, definition.pid(), shelf.find(definition.pid()))));
    }

    @Override
    public Optional<Saved> find(String pid) {
        return guarded(() -> {
            Optional<Definition> definition = definition(pid);
            Optional<Shelf.Kept> kept = shelf.find(pid);
            boolean one = definition.filter(Definition::factory).isEmpty();
            return definition.filter(known -> one || kept.isPresent()).map(known -> saved(known, pid, kept));
        });
    }

    private Saved saved(Definition definition, String pid, Optional<Shelf.Kept> kept) {
        Map<String, Object> properties = kept.map(Shelf.Kept::properties).orElse(Map.of());
        Map<String, List<String>> values = new LinkedHashMap<>();
        Set<String> secrets = new TreeSet<>();
        for (Field field : definition.fields()) {
            Object value = properties.get(field.key());
            if (value != null && field.isSecret()) {
                secrets.add(field.key());
            } else if (value != null) {
                values.put(field.key(), Values.saved(field, value));
            }
        }
        return new Saved(
                pid,
                definition.factory() ? Optional.of(definition.pid()) : Optional.empty(),
                definition.factory() ? Name.of(pid).name() : Optional.empty(),
                kept.isPresent(),
                revisions.of(kept.map(Shelf.Kept::properties)),
                values,
                secrets,
                Optional.ofNullable(properties.get(Properties.FILE))
                        .map(Object::toString)
                        .flatMap(Desk::file));
    }

    private static Optional<String> file(String uri) {
        try {
            return Optional.ofNullable(Path.of(URI.create(uri)).getFileName()).map(Path::toString);
        } catch (IllegalArgumentException foreign) {
            LOG.debug("No file of this machine: {}", uri, foreign);
            return Optional.empty();
        }
    }

    @Override
    public synchronized Optional<Plan> plan(Wish wish) {
        return guarded(() -> prepare(wish).map(Prepared::plan));
    }

    private Optional<Prepared> prepare(Wish wish) throws IOException {
        return prepare(wish, Set.of());
    }

    /** @param later secrets that may be absent for now */
    private Optional<Prepared> prepare(Wish wish, Set<String> later) throws IOException {
        Optional<Definition> definition = definition(wish.pid());
        Optional<Shelf.Kept> kept = shelf.find(wish.pid());
        return definition.map(known -> prepare(known, wish, kept, later));
    }

    private Prepared prepare(Definition definition, Wish wish, Optional<Shelf.Kept> kept, Set<String> later) {
        Name name = Name.of(wish.pid());
        Map<String, Object> present = kept.map(Shelf.Kept::properties).orElse(Map.of());
        Saved saved = saved(definition, wish.pid(), kept);
        List<Fault> faults = new ArrayList<>();
        List<Fault> remarks = new ArrayList<>();
        if (definition.factory() && kept.isEmpty() && !name.isFit()) {
            faults.add(unfit());
        }
        boolean delivered =
                present.containsKey(Properties.DEFAULT) || definition.pid().equals(Properties.HTTP);
        if (wish.draft().isEmpty() && delivered) {
            faults.add(undeletable());
        }
        Map<String, List<String>> texts = Map.of();
        Optional<Map<String, Object>> properties = Optional.empty();
        if (wish.draft().isPresent()) {
            Values.Read read = Values.read(definition, wish.draft().get(), present, later);
            faults.addAll(read.faults());
            texts = read.texts();
            properties = Optional.of(Properties.merged(definition, present, read.typed()));
            if (read.faults().isEmpty()) {
                ask(definition, read.typed(), faults, remarks);
            }
        }
        List<Difference> differences = differences(definition, present, texts);
        Plan.Act act = act(wish, kept.isPresent(), differences);
        Prepared prepared = new Prepared(
                new Plan(definition, saved, act, faults, remarks, differences, impacts(definition, act), List.of()),
                name,
                kept,
                properties);
        return faults.isEmpty() && act != Plan.Act.NOTHING
                ? new Prepared(exceeding(prepared), name, kept, properties)
                : prepared;
    }

    private Plan exceeding(Prepared prepared) {
        Plan plan = prepared.plan();
        return new Plan(
                plan.definition(),
                plan.saved(),
                plan.act(),
                plan.faults(),
                plan.remarks(),
                plan.differences(),
                plan.impacts(),
                excesses(List.of(prepared)));
    }

    private List<Excess> excesses(List<Prepared> all) {
        List<Excesses.Change> changes =
                all.stream().flatMap(one -> one.change().stream()).toList();
        return Excesses.of(changes, meters.get(), limits.get());
    }

    /** Whoever knows more than Metatype can say. */
    private void ask(Definition definition, Map<String, Object> typed, List<Fault> faults, List<Fault> remarks) {
        for (SettingsCheck check : checks.get()) {
            try {
                if (check.pid().equals(definition.pid())) {
                    for (SettingsCheck.Remark remark : check.check(typed)) {
                        (remark.refuses() ? faults : remarks).add(new Fault(remark.key(), remark.text()));
                    }
                }
            } catch (RuntimeException broken) {
                // A plugin's mistake must not keep anybody from mending its settings; what it would have said is not
                // known
                LOG.warn("The check of settings {} failed", check.getClass().getName(), broken);
                remarks.add(unchecked());
            }
        }
    }

    private static Fault unchecked() {
        return new Fault(
                "",
                new LocalizedText(
                        "The bundle that knows these settings failed to check them; see the log of the host.",
                        "Бандл, которому принадлежат настройки, не смог их проверить; причина в журнале узла."));
    }

    private static Fault undeletable() {
        return new Fault(
                "",
                new LocalizedText(
                        "The host is delivered with these settings and does not run without them. Change their values instead.",
                        "Эти настройки поставляются с узлом, без них он не работает. Измените значения вместо удаления."));
    }

    private static Fault unfit() {
        return new Fault(
                "",
                new LocalizedText(
                        "A configuration of several needs a name: 1 to 64 Latin letters, digits, dots, dashes or"
                                + " underscores, beginning with a letter or digit.",
                        "Конфигурации из нескольких нужно имя: от 1 до 64 латинских букв, цифр, точек, дефисов или"
                                + " подчёркиваний, первой — буква или цифра."));
    }

    private static List<Difference> differences(
            Definition definition, Map<String, Object> present, Map<String, List<String>> texts) {
        List<Difference> differences = new ArrayList<>();
        for (Field field : definition.fields()) {
            Optional<List<String>> before =
                    Optional.ofNullable(present.get(field.key())).map(value -> Values.saved(field, value));
            Optional<List<String>> after = Optional.ofNullable(texts.get(field.key()));
            if (!before.equals(after)) {
                differences.add(new Difference(field, shown(field, before), shown(field, after)));
            }
        }
        return differences;
    }

    private static Optional<List<String>> shown(Field field, Optional<List<String>> texts) {
        return field.isSecret() ? texts.map(secret -> List.of()) : texts;
    }

    private static Plan.Act act(Wish wish, boolean present, List<Difference> differences) {
        if (wish.draft().isEmpty()) {
            return present ? Plan.Act.DELETE : Plan.Act.NOTHING;
        }
        if (!present) {
            return Plan.Act.CREATE;
        }
        return differences.isEmpty() ? Plan.Act.NOTHING : Plan.Act.CHANGE;
    }

    private List<Impact> impacts(Definition definition, Plan.Act act) {
        if (act == Plan.Act.NOTHING) {
            return List.of();
        }
        List<Impact> listeners = catalogue.listeners(definition.pid());
        if (listeners.isEmpty()) {
            return List.of(new Impact(
                    definition.running() ? Impact.Kind.APPLIED : Impact.Kind.LATER, "", definition.bundle()));
        }
        return listeners.stream().map(one -> of(one, definition.factory(), act)).toList();
    }

    private static Impact of(Impact listener, boolean factory, Plan.Act act) {
        boolean one = factory && listener.kind() != Impact.Kind.LATER;
        if (one && act == Plan.Act.CREATE) {
            return new Impact(Impact.Kind.MADE, listener.component(), listener.bundle());
        }
        return one && act == Plan.Act.DELETE
                ? new Impact(Impact.Kind.REMOVED, listener.component(), listener.bundle())
                : listener;
    }

    @Override
    public synchronized Outcome save(Wish wish, Order order) {
        return guarded(() -> {
            Optional<Prepared> prepared = prepare(wish);
            if (prepared.isEmpty()) {
                return new Outcome(Result.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());
            }
            Plan plan = prepared.get().plan();
            Optional<Result> refusal = refusal(plan, order);
            if (refusal.isPresent()) {
                audit.record(
                        order.by(),
                        "settings-changed",
                        wish.pid(),
                        refusal.get().name().toLowerCase(Locale.ROOT));
                return new Outcome(refusal.get(), Optional.of(plan), Optional.empty(), Optional.empty());
            }
            if (plan.act() == Plan.Act.NOTHING) {
                return new Outcome(Result.UNCHANGED, Optional.of(plan), Optional.of(plan.saved()), Optional.empty());
            }
            Optional<LocalizedText> trouble = write(List.of(prepared.get()), order);
            return trouble.isPresent()
                    ? new Outcome(Result.FAILED, Optional.of(plan), Optional.empty(), trouble)
                    : new Outcome(Result.DONE, Optional.of(plan), find(wish.pid()), Optional.empty());
        });
    }

    private static Optional<Result> refusal(Plan plan, Order order) {
        if (order.revision().isPresent()
                && !order.revision().get().equals(plan.saved().revision())) {
            return Optional.of(Result.CHANGED_MEANWHILE);
        }
        if (!plan.isSound()) {
            return Optional.of(Result.INVALID);
        }
        return plan.excesses().isEmpty() || order.confirmed() ? Optional.empty() : Optional.of(Result.EXCESS);
    }

    /** History first: a change that can't be told of afterwards is not made. */
    private Optional<LocalizedText> write(List<Prepared> changes, Order order) {
        List<Prepared> written = new ArrayList<>();
        Map<String, Long> numbers;
        try {
            numbers = store.write(connection -> {
                Map<String, Long> made = new LinkedHashMap<>();
                for (Prepared change : changes) {
                    made.put(change.name().pid(), enter(connection, change, order));
                }
                return made;
            });
        } catch (StoreException failed) {
            LOG.error("The history of settings can't be written; nothing is changed", failed);
            return Optional.of(new LocalizedText(
                    "The database can't be written, so the history can't be kept and nothing was changed. See the log of the"
                            + " host.",
                    "База данных не записывается: историю не сохранить, поэтому ничего не изменено. Причина в журнале"
                            + " узла."));
        }
        for (Prepared change : changes) {
            try {
                if (change.properties().isPresent()) {
                    shelf.put(change.name(), change.properties().get());
                } else {
                    shelf.remove(change.name().pid());
                }
                written.add(change);
                audit.record(
                        order.by(),
                        what(change.plan().act(), order),
                        change.name().pid(),
                        "done");
            } catch (IOException failed) {
                LOG.error("Config Admin can't write {}", change.name().pid(), failed);
                forget(changes, written, numbers);
                audit.record(
                        order.by(),
                        what(change.plan().act(), order),
                        change.name().pid(),
                        "failed");
                return Optional.of(new LocalizedText(
                        "The settings " + change.name().pid()
                                + " can't be written; see the log of the host. Changed were: " + names(written) + ".",
                        "Настройки " + change.name().pid() + " не записываются; причина в журнале узла. Изменены: "
                                + names(written) + "."));
            }
        }
        return Optional.empty();
    }

    private static String names(List<Prepared> written) {
        return written.isEmpty()
                ? "–"
                : String.join(
                        ", ", written.stream().map(one -> one.name().pid()).toList());
    }

    private static String what(Plan.Act act, Order order) {
        if (order.why() == Order.Why.EDITED) {
            return act == Plan.Act.DELETE ? "settings-deleted" : "settings-changed";
        }
        return "settings-" + order.why().code();
    }

    /** The new state, and before it the old one where the history does not end with it. */
    private long enter(Connection connection, Prepared change, Order order) throws SQLException {
        String pid = change.name().pid();
        Optional<Past.State> now = state(change.plan().saved());
        Optional<Past> last = Tables.history(connection, pid, 1).stream().findFirst();
        // What was never there needs no beginning
        boolean known = last.map(past -> past.state().equals(now)).orElse(now.isEmpty());
        if (!known) {
            Tables.insert(connection, new Tables.Entry(time.instant(), pid, "", Order.Why.ELSEWHERE, now));
        }
        Optional<Past.State> then = change.properties().map(properties -> {
            Shelf.Kept kept = new Shelf.Kept(pid, Optional.empty(), properties);
            return state(saved(change.plan().definition(), pid, Optional.of(kept)))
                    .orElseThrow();
        });
        return Tables.insert(connection, new Tables.Entry(time.instant(), pid, order.by(), order.why(), then));
    }

    private static Optional<Past.State> state(Saved saved) {
        return saved.present() ? Optional.of(new Past.State(saved.values(), saved.secrets())) : Optional.empty();
    }

    /** What was not changed after all is not history. */
    private void forget(List<Prepared> changes, List<Prepared> written, Map<String, Long> numbers) {
        try {
            store.write(connection -> {
                for (Prepared change : changes) {
                    if (!written.contains(change)) {
                        Tables.delete(
                                connection,
                                Objects.requireNonNull(numbers.get(change.name().pid())));
                    }
                }
                return true;
            });
        } catch (StoreException failed) {
            LOG.error("The history of settings tells of a change that was not made", failed);
        }
    }

    @Override
    public List<Past> history(String pid, int most) throws StoreException {
        try {
            return store.read(connection -> Tables.history(connection, pid, most));
        } catch (JsonParseException damaged) {
            throw new StoreException(StoreException.Kind.CORRUPT, "The history of " + pid + " is damaged", damaged);
        }
    }

    @Override
    public Optional<Wish> restoring(String pid, long seq) throws StoreException {
        return store.read(connection -> Tables.one(connection, pid, seq)
                .map(past -> new Wish(pid, past.state().map(state -> new Draft(state.values())))));
    }

    @Override
    public String export() {
        Map<Saved, Definition> all = new LinkedHashMap<>();
        for (Definition definition : definitions()) {
            saved(definition).stream().filter(Saved::present).forEach(one -> all.put(one, definition));
        }
        return StateText.write(all);
    }

    @Override
    public synchronized Import planImport(String json) {
        return guarded(() -> {
            Sheet sheet = sheet(json);
            return sheet.told(sheet.refusal(Result.DONE, true), Optional.empty());
        });
    }

    @Override
    public synchronized Import take(String json, Order order) {
        return guarded(() -> {
            Sheet sheet = sheet(json);
            Result result = sheet.refusal(Result.DONE, order.confirmed());
            List<Prepared> changes = sheet.changes();
            if (result != Result.DONE) {
                audit.record(order.by(), "settings-imported", "", result.name().toLowerCase(Locale.ROOT));
                return sheet.told(result, Optional.empty());
            }
            if (changes.isEmpty()) {
                return sheet.told(Result.UNCHANGED, Optional.empty());
            }
            Optional<LocalizedText> trouble = write(changes, order);
            return sheet.told(trouble.isPresent() ? Result.FAILED : Result.DONE, trouble);
        });
    }

    /** A file that was read, with what it would do. */
    private record Sheet(
            Optional<LocalizedText> malformed,
            List<Prepared> all,
            List<String> skipped,
            List<String> withoutSecrets,
            List<Excess> excesses) {

        List<Prepared> changes() {
            return all.stream()
                    .filter(one -> one.plan().act() != Plan.Act.NOTHING)
                    .toList();
        }

        Result refusal(Result otherwise, boolean confirmed) {
            if (malformed.isPresent()
                    || all.stream().anyMatch(one -> !one.plan().isSound())) {
                return Result.INVALID;
            }
            return excesses.isEmpty() || confirmed ? otherwise : Result.EXCESS;
        }

        Import told(Result result, Optional<LocalizedText> trouble) {
            return new Import(
                    result,
                    malformed,
                    all.stream().map(Prepared::plan).toList(),
                    skipped,
                    withoutSecrets,
                    excesses,
                    trouble);
        }
    }

    private Sheet sheet(String json) throws IOException {
        List<StateText.Exported> file;
        try {
            file = StateText.readFile(json);
        } catch (StateText.Malformed malformed) {
            return new Sheet(Optional.of(malformed.text()), List.of(), List.of(), List.of(), List.of());
        }
        List<Prepared> all = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        List<String> withoutSecrets = new ArrayList<>();
        for (StateText.Exported one : file) {
            Optional<Prepared> prepared = prepare(Wish.save(one.pid(), new Draft(one.values())), one.secrets());
            if (prepared.isEmpty()) {
                skipped.add(one.pid());
                continue;
            }
            all.add(prepared.get());
            if (!prepared.get().plan().saved().secrets().containsAll(one.secrets())) {
                withoutSecrets.add(one.pid());
            }
        }
        List<Prepared> sound = all.stream()
                .filter(one -> one.plan().isSound() && one.plan().act() != Plan.Act.NOTHING)
                .toList();
        return new Sheet(Optional.empty(), all, skipped, withoutSecrets, excesses(sound));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Config Admin that can't read its files is a broken host, not an answer. */
    private static <T> T guarded(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException broken) {
            throw new UncheckedIOException("Config Admin can't be read", broken);
        }
    }
}
