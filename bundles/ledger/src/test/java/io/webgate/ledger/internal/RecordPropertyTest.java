// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.ledger.replay.Verification;
import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.Module;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.SignedFile;
import io.webgate.license.api.Subject;
import io.webgate.license.api.Verdict;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * R60: whatever happens, and however often the ledger is killed, closed or can't write meanwhile, the state that a replay
 * of the journal leaves is the live one, and every outcome is decided again byte for byte.
 */
final class RecordPropertyTest {

    private static final Module LENT =
            Given.with(Given.TERMINAL, new Module.Terms(Optional.empty(), 2, Optional.of(Duration.ofMinutes(1))));
    private static final Module SHADOWED = Given.with(
            Given.CENTRE, new Module.Terms(Optional.of(Given.NOON.plus(Duration.ofMinutes(90))), 0, Optional.empty()));
    private static final List<Module> MODULES = List.of(
            Given.WAITER,
            Given.RETAIL,
            Given.REPORTS,
            Given.MAILER,
            Given.MANAGER,
            Given.REGISTER,
            Given.TILL,
            Given.PHONE,
            Given.SERVER,
            Given.CLIENT,
            LENT,
            SHADOWED);
    private static final int SEEDS = Boolean.getBoolean("webgate.long") ? 300 : 16;
    private static final int STEPS = 120;

    /** What the walks led through; a journal that never has one of these would prove nothing about it. */
    private static final Set<String> MET = new TreeSet<>();

    @Test
    void r60AReplayOfTheJournalLeavesTheLiveStateWhateverHappened(@TempDir Path home) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (OpenStore store = Stores.embedded(home.resolve("ledger-" + seed + ".db"), new StepTime())) {
                new Walk(seed, home, store).walk();
            }
        }
        assertThat(MET)
                .contains(
                        "Begun",
                        "StoreFailed",
                        "StoreWell",
                        "Reconciled",
                        "Connect",
                        "Leave",
                        "Evict",
                        "Configured",
                        "Bounded",
                        "Displacing",
                        "DISPLACED",
                        "FEATURES",
                        "SHADOW",
                        "OVERDRAFT",
                        "NewLimits",
                        "TimePassed",
                        "Stop",
                        "Resume",
                        "Stopped")
                .doesNotContain("KeepAlive");
    }

    private static final class Walk {

        private final int seed;
        private final Path home;
        private final Random random;
        private final OpenStore store;
        private ReluctantStore reluctant;
        private final StepTime time = new StepTime();
        private LedgerEngine ledger;
        private boolean refusing;
        private int seats;

        Walk(int seed, Path home, OpenStore store) {
            this.seed = seed;
            this.home = home;
            this.random = new Random(seed);
            this.store = store;
            this.reluctant = new ReluctantStore(store);
            this.ledger = new LedgerEngine(reluctant, time).start();
        }

        /** Knows what is durable before anybody asks it, so that a walk is the same whichever thread is faster. */
        private void start() throws Exception {
            ledger = new LedgerEngine(reluctant, time).start();
            ledger.submit(new Change.TimePassed(List.of()), IdempotencyKey.none())
                    .toCompletableFuture()
                    .get(120, TimeUnit.SECONDS);
        }

        void walk() throws Exception {
            batch(); // the tables are there
            for (int step = 0; step < STEPS; step++) {
                time.pass(Duration.ofNanos(1 + random.nextInt(2_000_000)));
                mishap();
                batch();
                if (step % 20 == 19) {
                    same(step);
                }
            }
            heal();
            same(STEPS);
            ledger.close();
            verified();
        }

        /** Several at once, so that they are decided together as well as alone. */
        private void batch() throws Exception {
            List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int one = random.nextInt(4); one >= 0; one--) {
                Change change = change();
                answers.add((change instanceof Change.NewLimits fresh
                                ? ledger.submit(fresh.limits(), List.of(document()))
                                : ledger.submit(change, IdempotencyKey.none()))
                        .toCompletableFuture());
            }
            for (CompletableFuture<?> answer : answers) {
                answer.get(120, TimeUnit.SECONDS);
            }
        }

        private SignedFile document() {
            return new SignedFile(
                    SignedFile.Kind.LICENSE,
                    "L" + random.nextInt(3),
                    ("document " + random.nextInt(3)).getBytes(StandardCharsets.UTF_8));
        }

        private void mishap() throws Exception {
            switch (random.nextInt(30)) {
                case 0 -> {
                    // as after kill -9
                    reluctant = reluctant.afterCrash();
                    ledger.close();
                    start();
                }
                case 1 -> {
                    heal();
                    ledger.close();
                    time.pass(Duration.ofMinutes(random.nextInt(3)));
                    start();
                }
                case 2 -> refuseWriting(true);
                case 3 -> refuseWriting(false);
                case 4 -> {
                    if (!refusing) {
                        reluctant.loseNextAnswer();
                    }
                }
                case 5 -> time.pass(Duration.ofMinutes(20));
                default -> {}
            }
        }

        private void refuseWriting(boolean refuse) throws Exception {
            if (refuse == refusing) {
                return;
            }
            refusing = refuse;
            store.write(c -> Sql.update(
                    c,
                    refuse
                            ? "CREATE TRIGGER refuse BEFORE INSERT ON ledger_journal"
                                    + " BEGIN SELECT RAISE(ABORT, 'no space'); END"
                            : "DROP TRIGGER refuse"));
        }

        private void heal() throws Exception {
            refuseWriting(false);
            for (int attempt = 0; attempt < 100 && live().storeFailing(); attempt++) {
                ledger.submit(new Change.TimePassed(List.of()), IdempotencyKey.none())
                        .toCompletableFuture()
                        .get(120, TimeUnit.SECONDS);
            }
        }

        private State live() {
            return ((StatePicture) ledger.picture()).state();
        }

        private void same(int step) throws Exception {
            heal();
            // makes an entry in any state, so that nothing is left in memory alone
            ledger.submit(
                            new Change.Bounded(Map.of(Given.WAITER.id(), (long) random.nextInt(4))),
                            IdempotencyKey.none())
                    .toCompletableFuture()
                    .get(120, TimeUnit.SECONDS);
            heal();
            State again = StateJson.read(StateJson.write(live()));
            assertThat(again.restrictions()).as("seed %s", seed).isEqualTo(live().restrictions());
            assertThat(again.terms()).as("seed %s", seed).isEqualTo(live().terms());
            assertThat(again.numbers()).as("seed %s", seed).isEqualTo(live().numbers());
            assertThat(again.seats()).as("seed %s", seed).isEqualTo(live().seats());
            assertThat(again.seating().places())
                    .as("seed %s", seed)
                    .isEqualTo(live().seating().places());
            Replay replay = new Replay();
            for (JournalReader.Stored stored : rows(store)) {
                met(stored.row());
                assertThat(replay.next(stored.row()))
                        .as("seed %s, step %s", seed, step)
                        .isEmpty();
            }
            assertThat(replay.end()).as("seed %s, step %s", seed, step).isEmpty();
            assertThat(replay.unexplained()).isZero();
            assertThat(Round.withoutRevision(replay.state()))
                    .as("seed %s, step %s", seed, step)
                    .isEqualTo(Round.withoutRevision(live()));
        }

        /** What an honest ledger wrote holds, and nothing but its mishaps is unchecked. */
        private void verified() throws Exception {
            Path file = home.resolve("journal-" + seed + ".jsonl");
            try (OutputStream out = Files.newOutputStream(file)) {
                new JournalExport(store).export(RecordTest.ORIGIN, out);
            }
            Verification found = ExportedJournal.verify(file, (origin, limits, documents) -> List.of());
            assertThat(found.fault()).as("seed %s", seed).isEmpty();
            assertThat(found.limits()).as("seed %s", seed).isPositive();
            assertThat(found.unchecked()).as("seed %s", seed).allSatisfy(text -> assertThat(text.english())
                    .containsAnyOf("outcome", "without their documents"));
        }

        private static void met(JournalRow row) {
            if (row.kind().equals(JournalRow.PASSED)) {
                Verdict verdict = VerdictJson.read(row.body());
                MET.add(verdict.cause().name());
                verdict.leniency().ifPresent(leniency -> MET.add(leniency.kind().name()));
            }
            if (row.kind().equals(JournalRow.CHANGE)) {
                for (Recorded recorded : ChangeJson.read(row.body()).recorded()) {
                    if (recorded instanceof Recorded.Changed refused
                            && refused.reply().equals(Reply.Reason.SEAT_DISPLACED.code())) {
                        MET.add("DISPLACED");
                    }
                    MET.add((recorded instanceof Recorded.Changed changed ? changed.change() : recorded)
                            .getClass()
                            .getSimpleName());
                }
            }
        }

        private Change change() {
            Module module = MODULES.get(random.nextInt(MODULES.size()));
            return switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4 -> connect(module);
                case 5 -> new Change.Leave(anySeat(), EndReason.CLOSED);
                case 6 ->
                    new Change.Configured(
                            (random.nextBoolean() ? Given.REPORTS : Given.MAILER).id(), random.nextInt(5));
                case 7 -> limits();
                case 9 -> new Change.TimePassed(List.of(anySeat()));
                case 10 -> new Change.Resume("olga");
                case 11 ->
                    new Change.Evict(
                            anySeat(),
                            "olga",
                            random.nextBoolean() ? Optional.of("stock-taking \n \u00ab\u2028\u00bb") : Optional.empty(),
                            Duration.ofSeconds(random.nextInt(120)));
                case 13 ->
                    new Change.Displacing(
                            random.nextInt(4) == 0 ? Map.of() : Map.of(Given.PHONE.id(), Duration.ofMinutes(6)));
                case 8, 14 -> connect(Given.PHONE);
                case 15 -> random.nextInt(3) == 0 ? new Change.Stop("olga", Optional.empty()) : connect(Given.PHONE);
                case 12 -> new Change.Stopped(1 + random.nextInt(50), List.of("gate", "plugin"));
                default -> random.nextInt(4) == 0 ? new Change.Stop("olga", Optional.empty()) : limits();
            };
        }

        private Change limits() {
            List<Object> arguments = new ArrayList<>();
            for (Module module : MODULES) {
                arguments.add(module);
                arguments.add(random.nextInt(6));
            }
            return Given.licensed(arguments.toArray());
        }

        private Change connect(Module module) {
            return new Change.Connect(
                    new SeatId("s" + ++seats),
                    module.id(),
                    new Subject(
                            "d" + random.nextInt(6),
                            Optional.of("w" + random.nextInt(2)),
                            random.nextBoolean() ? Optional.of("\u043a\u0430\u0441\u0441\u0430") : Optional.empty()),
                    random.nextInt(3) == 0 ? Optional.of("g" + random.nextInt(2)) : Optional.empty(),
                    module.equals(Given.PHONE) ? 1 : random.nextInt(3),
                    module.equals(Given.TILL) && random.nextBoolean() ? Set.of(Given.BONUS) : Set.of(),
                    random.nextBoolean()
                            ? Optional.of(time.instant().minus(Duration.ofMinutes(random.nextInt(20))))
                            : Optional.empty(),
                    1 + random.nextInt(3),
                    Duration.ofMinutes(30));
        }

        private SeatId anySeat() {
            List<Seat> all = List.copyOf(live().seats().values());
            return all.isEmpty()
                    ? new SeatId("none")
                    : all.get(random.nextInt(all.size())).id();
        }
    }

    static List<JournalReader.Stored> rows(Store store) throws Exception {
        List<JournalReader.Stored> rows = new ArrayList<>();
        while (true) {
            long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).row().seq();
            List<JournalReader.Stored> next = store.read(c -> JournalReader.behind(c, last));
            if (next.isEmpty()) {
                return rows;
            }
            rows.addAll(next);
        }
    }
}
