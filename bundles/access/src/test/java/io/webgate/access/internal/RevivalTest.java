// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.AccessException.Fault;
import io.webgate.access.NewSession;
import io.webgate.access.Origin;
import io.webgate.gate.http.Role;
import io.webgate.store.Migration;
import io.webgate.store.OpenStore;
import io.webgate.store.Store;
import io.webgate.store.StoreException;
import io.webgate.store.StoreState;
import io.webgate.store.Stores;
import io.webgate.store.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What ended stays ended, and what is limited is limited, also when several things happen at once (T47, T58). */
final class RevivalTest {

    private static final Origin LOCAL = new Origin("127.0.0.1", true);
    private static final Origin FAR = new Origin("192.0.2.1", false);
    private static final String GOOD = "three chairs in autumn";
    private static final String OTHER = "two lamps in winter";

    private final SteppedTime time = new SteppedTime();
    private final Secrets secrets = new Secrets(new SecureRandom());
    private Path folder;
    private OpenStore store;
    private Interrupting interrupting;
    private StoredAccounts accounts;

    @BeforeEach
    void open(@TempDir Path fresh) throws Exception {
        folder = fresh;
        store = Stores.embedded(folder.resolve("db/webgate.db"), time);
        interrupting = new Interrupting(store);
        accounts = again();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIdledOutStaysEndedAfterARestart() throws Exception {
        NewSession session = setUp();
        time.pass(Duration.ofMinutes(31));
        assertThat(accounts.session(session.secret(), true)).isEmpty();
        accounts = again();
        assertThat(accounts.session(session.secret(), true)).isEmpty();
    }

    @Test
    void whatNobodyUsedForTooLongIsNotRevivedByARestart() throws Exception {
        NewSession session = setUp();
        time.pass(Duration.ofHours(6));
        accounts = again();
        assertThat(accounts.session(session.secret(), true)).isEmpty();
    }

    @Test
    void whatWasEndedWhileTheStoreFailedEndsInTheStoreLater() throws Exception {
        NewSession session = setUp();
        interrupting.failing = true;
        accounts.signOut(session.secret());
        assertThat(accounts.session(session.secret(), true)).isEmpty();
        interrupting.failing = false;
        accounts.create("anna", "boris", OTHER, Role.VIEWER);
        accounts.signIn("boris", OTHER, "", FAR, "");
        // Waits until what was handed over is written
        store.write(connection -> true);
        accounts = again();
        assertThat(accounts.session(session.secret(), true)).isEmpty();
    }

    @Test
    void T47_whatWasEndedStaysEndedThoughTheStoreFailsUpToTheRestart() throws Exception {
        NewSession out = setUp();
        NewSession ended = accounts.signIn("anna", GOOD, "", LOCAL, "");
        NewSession kept = accounts.signIn("anna", GOOD, "", LOCAL, "");
        interrupting.failing = true;
        accounts.signOut(out.secret());
        assertThat(accounts.endSession("anna", "anna", ended.session().id())).isTrue();
        accounts = again();
        interrupting.failing = true;
        assertThat(accounts.session(out.secret(), false)).isEmpty();
        assertThat(accounts.session(ended.secret(), false)).isEmpty();
        assertThat(accounts.session(kept.secret(), false)).isPresent();
        accounts = again();
        assertThat(accounts.session(out.secret(), false))
                .as("after another start, too")
                .isEmpty();
    }

    @Test
    void whatTheStoreTookIsForgottenBesideIt() throws Exception {
        NewSession session = setUp();
        interrupting.failing = true;
        accounts.signOut(session.secret());
        assertThat(Tombstones.in(folder).hashes()).containsExactly(Secrets.hash(session.secret()));
        accounts = again();
        // Waits until what was handed over is written
        store.write(connection -> true);
        assertThat(store.read(AccountTables::sessions)).isEmpty();
        assertThat(Tombstones.in(folder).hashes()).isEmpty();
    }

    @Test
    void theOldPasswordSignsNobodyInOnceTheNewOneIsThere() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.VIEWER);
        interrupting.afterRead = () -> accounts.resetPassword("anna", "boris", "four cups in spring");
        NewSession[] late = new NewSession[1];
        Fault fault = null;
        try {
            late[0] = accounts.signIn("boris", OTHER, "", FAR, "");
        } catch (AccessException refused) {
            fault = refused.fault();
        }
        assertThat(late[0] == null || accounts.session(late[0].secret(), true).isEmpty())
                .as("no session by the old password")
                .isTrue();
        assertThat(fault).isEqualTo(Fault.SIGN_IN_FAILED);
    }

    @Test
    void aSessionOfARemovedAccountIsNoneOfItsNamesake() throws Exception {
        setUp();
        accounts.create("anna", "boris", OTHER, Role.VIEWER);
        interrupting.afterRead = () -> {
            accounts.remove("anna", "boris");
            accounts.create("anna", "boris", "four cups in spring", Role.ADMIN);
        };
        NewSession late = null;
        try {
            late = accounts.signIn("boris", OTHER, "", FAR, "");
        } catch (AccessException refused) {
            assertThat(refused.fault()).isEqualTo(Fault.SIGN_IN_FAILED);
        }
        assertThat(late).isNull();
    }

    @Test
    void guessesSentAllAtOnceAreLimitedLikeGuessesOneByOne() throws Exception {
        setUp();
        int guesses = 60;
        ExecutorService many = Executors.newFixedThreadPool(guesses);
        try {
            CountDownLatch barrier = new CountDownLatch(guesses);
            List<Future<Fault>> all = IntStream.range(0, guesses)
                    .mapToObj(number -> many.submit(() -> {
                        barrier.countDown();
                        barrier.await();
                        try {
                            accounts.signIn("anna", OTHER, "", FAR, "");
                            throw new AssertionError("The password is wrong");
                        } catch (AccessException refused) {
                            return refused.fault();
                        }
                    }))
                    .toList();
            int tried = 0;
            for (Future<Fault> one : all) {
                tried += one.get() == Fault.SIGN_IN_FAILED ? 1 : 0;
            }
            assertThat(tried).isLessThanOrEqualTo(10);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void aTryThatDidNotFailIsGivenBack() throws Exception {
        setUp();
        for (int count = 0; count < 9; count++) {
            assertThat(fault("anna", OTHER)).isEqualTo(Fault.SIGN_IN_FAILED);
        }
        assertThat(accounts.signIn("anna", GOOD, "", FAR, "").session().login()).isEqualTo("anna");
        assertThat(accounts.signIn("anna", GOOD, "", FAR, "").session().login()).isEqualTo("anna");
        assertThat(fault("anna", OTHER)).isEqualTo(Fault.SIGN_IN_FAILED);
        assertThat(fault("anna", GOOD)).as("the address has failed ten times").isEqualTo(Fault.TOO_MANY_ATTEMPTS);
    }

    @Test
    void aSessionInUseIsStillThereAfterARestart() throws Exception {
        NewSession session = setUp();
        for (int count = 0; count < 3; count++) {
            time.pass(Duration.ofMinutes(20));
            assertThat(accounts.session(session.secret(), true)).isPresent();
        }
        store.write(connection -> true);
        time.pass(Duration.ofMinutes(20));
        accounts = again();
        assertThat(accounts.session(session.secret(), false)).isPresent();
        time.pass(Duration.ofMinutes(10));
        assertThat(accounts.session(session.secret(), true))
                .as("the idle time went on during the restart")
                .isEmpty();
    }

    private Fault fault(String login, String password) {
        try {
            accounts.signIn(login, password, "", FAR, "");
            throw new AssertionError("Signed in");
        } catch (AccessException refused) {
            return refused.fault();
        }
    }

    private StoredAccounts again() throws Exception {
        store.migrate(Tables.AREA, Tables.MIGRATIONS);
        interrupting = new Interrupting(store);
        return StoredAccounts.open(
                interrupting,
                time,
                secrets,
                Sealing.with(folder, secrets),
                folder,
                Duration.ofMinutes(30),
                Duration.ofHours(12));
    }

    private NewSession setUp() throws Exception {
        String token = Files.readString(folder.resolve("first-run-token")).strip();
        return accounts.setUp(token, "anna", GOOD, LOCAL, "");
    }

    private interface Step {
        void run() throws AccessException;
    }

    /** The real store, with something that happens after the next read, or with queued writes that fail. */
    private static final class Interrupting implements Store {
        private final Store real;
        private Step afterRead = () -> {};
        private volatile boolean failing;

        private Interrupting(Store real) {
            this.real = real;
        }

        @Override
        public void migrate(String area, List<Migration> migrations) throws StoreException {
            real.migrate(area, migrations);
        }

        @Override
        public <T> T read(Work<T> work) throws StoreException {
            T read = real.read(work);
            Step step = afterRead;
            afterRead = () -> {};
            try {
                step.run();
            } catch (AccessException failure) {
                throw new AssertionError(failure);
            }
            return read;
        }

        @Override
        public <T> T write(Work<T> work) throws StoreException {
            return real.write(work);
        }

        @Override
        public <T> CompletionStage<T> submit(Work<T> work) {
            return failing
                    ? CompletableFuture.failedFuture(new java.util.concurrent.TimeoutException("the disk is gone"))
                    : real.submit(work);
        }

        @Override
        public StoreState state() {
            return real.state();
        }
    }
}
