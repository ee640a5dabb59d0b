// SPDX-License-Identifier: Apache-2.0
package io.webgate.ledger.internal;

import io.webgate.license.api.Change;
import io.webgate.license.api.EndReason;
import io.webgate.license.api.Reply;
import io.webgate.license.api.UsageHistory;
import io.webgate.license.api.UsagePoint;
import io.webgate.store.OpenStore;
import io.webgate.store.Sql;
import io.webgate.store.Store;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import static io.webgate.ledger.internal.Given.MANAGER;
import static io.webgate.ledger.internal.Given.NOON;
import static io.webgate.ledger.internal.Given.connect;
import static io.webgate.ledger.internal.Given.licensed;
import static org.assertj.core.api.Assertions.assertThat;

/** The history as the engine keeps it, over a real embedded store. */
final class HistoryKeeperTest {

    private final StepTime time = new StepTime();
    private OpenStore store;
    private ReluctantStore reluctant;
    private LedgerEngine ledger;

    @BeforeEach
    void open(@TempDir Path home) throws Exception {
        store = Stores.embedded(home.resolve("ledger.db"), time);
        reluctant = new ReluctantStore(store);
        start();
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        store.close();
    }

    private void start() throws Exception {
        ledger = new LedgerEngine(reluctant, time).start();
        ask(licensed(MANAGER, 2));
        look();
    }

    private void look() {
        ledger.history().look();
    }

    private Reply ask(Change change) throws Exception {
        return ledger.submit(change, Optional.empty()).toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private void leave(String device) throws Exception {
        ask(new Change.Leave(
                ledger.picture().seats(MANAGER.id()).stream()
                        .filter(seat -> seat.subject().device().equals(device))
                        .findFirst()
                        .orElseThrow()
                        .id(),
                EndReason.CLOSED));
    }

    private void pass(int minutes) {
        time.pass(Duration.ofMinutes(minutes));
        look();
    }

    private List<UsagePoint> lastDay() throws Exception {
        Instant now = time.instant();
        return ledger.history().of(MANAGER.id(), now.minus(Duration.ofDays(1)), now);
    }

    private static UsagePoint point(long from, long until, long used, long peak, long limit, long refused) {
        return new UsagePoint(
                NOON.plus(Duration.ofMinutes(from)), NOON.plus(Duration.ofMinutes(until)), used, peak, limit, refused);
    }

    @Test
    void tellsThePeakBetweenTwoLooksAndWhoWasRefused() throws Exception {
        ask(connect(MANAGER, "a"));
        ask(connect(MANAGER, "b"));
        ask(connect(MANAGER, "c"));
        ask(connect(MANAGER, "c"));
        leave("b");
        pass(4);
        assertThat(lastDay()).as("under way").containsExactly(point(0, 4, 1, 2, 2, 2));
        pass(1);
        pass(5);
        ask(licensed(MANAGER, 3));
        pass(1);
        assertThat(lastDay())
                .containsExactly(point(0, 5, 1, 2, 2, 2), point(5, 10, 1, 1, 2, 0), point(10, 11, 1, 1, 3, 0));
    }

    @Test
    void aRestartMergesWhatWasKnownOfTheSpanAndLeavesAGapForTheTimeInBetween() throws Exception {
        ask(connect(MANAGER, "a"));
        ask(connect(MANAGER, "b"));
        leave("b");
        pass(1);
        stopAndStart(1);
        assertThat(lastDay()).containsExactly(point(0, 2, 1, 2, 2, 0));
        pass(1);
        stopAndStart(60);
        ask(connect(MANAGER, "late"));
        look();
        assertThat(lastDay()).containsExactly(point(0, 5, 1, 2, 2, 0), point(60, 63, 1, 1, 2, 0));
    }

    private void stopAndStart(int minutes) throws Exception {
        ledger.history().close();
        ledger.close();
        time.pass(Duration.ofMinutes(minutes));
        start();
    }

    @Test
    void whatTheStoreDoesNotTakeIsWrittenLater() throws Exception {
        ask(connect(MANAGER, "a"));
        look();
        reluctant.refuse(true);
        pass(5);
        pass(5);
        assertThat(lastDay()).as("from memory").containsExactly(point(0, 10, 1, 1, 2, 0));
        reluctant.refuse(false);
        pass(1);
        assertThat(rows()).isEqualTo(2);
        assertThat(lastDay()).containsExactly(point(0, 11, 1, 1, 2, 0));
    }

    @Test
    void whatIsOldIsKeptInHoursAndWhatIsTooOldNotAtAll() throws Exception {
        ask(connect(MANAGER, "a"));
        for (int i = 0; i < 12; i++) {
            pass(5);
        }
        assertThat(rows()).isEqualTo(12);
        time.pass(UsageHistory.DETAILED.plusHours(1));
        look();
        Instant now = time.instant();
        assertThat(rows()).isEqualTo(2); // the hour, and the span that was under way
        assertThat(ledger.history().of(MANAGER.id(), NOON, now)).first().satisfies(point -> assertThat(point.peak())
                .isEqualTo(1));
        time.pass(UsageHistory.KEPT);
        look();
        assertThat(ledger.history().of(MANAGER.id(), NOON, NOON.plus(Duration.ofDays(2))))
                .isEmpty();
    }

    private long rows() throws Exception {
        return ((Store) store)
                .read(connection -> Sql.query(connection, "SELECT at_s FROM usage_history", row -> row.getLong(1)))
                .size();
    }
}
