// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What was ever seen is read on two cores (R8): it is read whole or not at all. */
@Timeout(60)
class AdmissionTest {

    private OpenStore store;

    @BeforeEach
    void open(@TempDir Path home) throws StoreException {
        store = Stores.embedded(home.resolve("webgate.db"), new SteppedTime("2026-06-01T00:00:00Z"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Admission admission(Store store) {
        return new Admission(new StoredRecords(store), new SeenOutside(new DiskFiles(), Optional.empty()));
    }

    private static Content content() {
        return new Content(Sample.license("A-1").make(), Digest.of(new byte[] {1}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReadThatFailsIsToldAndTheNextAttemptKnowsAll_R8(int failing) throws Exception {
        Admission before = admission(store);
        before.load();
        before.admit(List.of(content()), "folder", Instant.parse("2026-06-01T00:00:00Z"));

        Failing reads = new Failing(store, failing);
        Admission after = admission(reads);
        assertThatThrownBy(after::load).isInstanceOf(StoreException.class).hasMessage("The disk does not answer");
        assertThat(reads.open).as("nothing is under way").hasValue(0);

        after.load();
        assertThat(after.state(content())).isEqualTo(Admission.State.KNOWN);
        assertThat(after.marks().highestGeneration(content().license())).isEqualTo(1);
    }

    @Test
    void aDefectInOneOfTheReadsIsNoStoreThatFails() throws Exception {
        Admission admission = admission(new Failing(store, 0) {
            @Override
            public <T> T read(Work<T> work) {
                throw new IllegalArgumentException("defect");
            }
        });
        assertThatThrownBy(admission::load).isInstanceOf(RuntimeException.class).hasMessage("defect");
    }

    @Test
    void whatTheCopyKnowsAndTheStoreRefusedIsWrittenLater_R8_R52(@TempDir Path outside) throws Exception {
        SeenOutside copy = new SeenOutside(new DiskFiles(), Optional.of(outside.resolve("copy")));
        copy.keep(copy.read().orElseThrow(), Marks.NONE.with(List.of(content().license())));
        FullStore full = new FullStore(store);
        Admission admission = new Admission(
                new StoredRecords(full), new SeenOutside(new DiskFiles(), Optional.of(outside.resolve("copy"))));
        full.full = true;
        admission.load();
        admission.catchUp();
        assertThat(new StoredRecords(store).marks().isEmpty()).isTrue();

        full.full = false;
        admission.catchUp();

        assertThat(new StoredRecords(store).marks()).isEqualTo(admission.marks());
        assertThat(admission.marks().isEmpty()).isFalse();
    }

    /** A real store of which one read fails. */
    private static class Failing implements Store {

        final AtomicInteger open = new AtomicInteger();
        private final Store real;
        private final int failing;
        private final AtomicInteger reads = new AtomicInteger();

        Failing(Store real, int failing) {
            this.real = real;
            this.failing = failing;
        }

        @Override
        public <T> T read(Work<T> work) throws StoreException {
            open.incrementAndGet();
            try {
                if (reads.incrementAndGet() == failing) {
                    throw new StoreException(StoreException.Kind.FAILED, "The disk does not answer");
                }
                return real.read(work);
            } finally {
                open.decrementAndGet();
            }
        }

        @Override
        public <T> T write(Work<T> work) throws StoreException {
            return real.write(work);
        }

        @Override
        public void migrate(String area, List<Migration> migrations) throws StoreException {
            real.migrate(area, migrations);
        }

        @Override
        public <T> CompletionStage<T> submit(Work<T> work) {
            return real.submit(work);
        }

        @Override
        public StoreState state() {
            return real.state();
        }
    }
}
