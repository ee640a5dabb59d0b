// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.store.OpenStore;
import io.webgate.store.StoreException;
import io.webgate.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeCopiesTest {

    private static final Instant TIME = Instant.parse("2026-06-15T12:00:00Z");

    private final Random random = new Random(7);
    private final FaultyFiles files = new FaultyFiles();
    private Path var;
    private Path outside;
    private OpenStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        var = folder.resolve("home/var");
        outside = folder.resolve("state/webgate/id");
        Files.createDirectories(var);
        store = Stores.embedded(var.resolve("webgate.db"), () -> TIME);
        new StoredRecords(store).migrate();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TimeCopies copies() {
        return new TimeCopies(new StoredRecords(store), files, "home", var, Optional.of(outside), length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    private static TimeMark mark(long revision, Instant highest) {
        return new TimeMark(revision, highest, highest, Instant.EPOCH, Optional.empty());
    }

    private void saved(TimeMark mark) throws StoreException, IOException {
        TimeCopies copies = copies();
        copies.load();
        copies.save(mark);
    }

    private Path file() {
        return outside.resolve("time");
    }

    @Test
    void firstRunRemembersNothing() throws Exception {
        assertThat(copies().load()).isEqualTo(TimeMark.NONE);
        assertThat(var.resolve("time-key")).hasSize(32);
    }

    @Test
    void homePutBackFromACopyStillKnowsTheTime_R10() throws Exception {
        saved(mark(1, TIME));
        String backup = new StoredRecords(store).timeMark("home").orElseThrow();
        saved(mark(50, TIME.plusSeconds(50)));

        new StoredRecords(store).saveTimeMark("home", backup);

        assertThat(copies().load()).isEqualTo(mark(50, TIME.plusSeconds(50)));
    }

    @Test
    void oneCopyIsEnough_R10() throws Exception {
        saved(mark(3, TIME));
        Files.delete(file());
        assertThat(copies().load()).isEqualTo(mark(3, TIME));

        saved(mark(4, TIME));
        store.write(connection -> io.webgate.store.Sql.update(connection, "DELETE FROM license_time_mark"));
        assertThat(copies().load()).isEqualTo(mark(4, TIME));
    }

    @Test
    void editedCopyDoesNotCount_R10() throws Exception {
        saved(mark(3, TIME));
        String line = Files.readString(file());
        Files.writeString(file(), line.replace(" 3 ", " 9 "));
        assertThat(copies().load()).isEqualTo(mark(3, TIME));

        Files.writeString(file(), line);
        new StoredRecords(store).saveTimeMark("home", "webgate-time-1 99 0 0 0 - - 00");
        assertThat(copies().load()).isEqualTo(mark(3, TIME));

        Files.writeString(file(), line);
        new StoredRecords(store).saveTimeMark("home", "\1\2");
        assertThat(copies().load()).isEqualTo(mark(3, TIME));
    }

    @Test
    void anotherKeyMakesNothingForgotten_R10() throws Exception {
        saved(mark(3, TIME));
        Files.write(var.resolve("time-key"), new byte[32]);
        TimeMark kept = copies().load();
        assertThat(kept).isEqualTo(mark(3, TIME));
        assertThat(copies().load()).as("written anew under that key").isEqualTo(kept);
    }

    @Test
    void withoutAKeyNoHandwrittenLineMakesTimeEarlier_R10() throws Exception {
        saved(mark(3, TIME));
        Files.delete(var.resolve("time-key"));
        Files.writeString(file(), "webgate-time-1 9999 0 0 0 - - 00");
        assertThat(copies().load().highest()).isEqualTo(TIME);
    }

    @Test
    void killedRightAfterANewKeyWasMadeItIsStillKnown_R10() throws Exception {
        saved(mark(3, TIME));
        Files.delete(var.resolve("time-key"));
        copies().load();
        assertThat(copies().load()).isEqualTo(mark(3, TIME));
    }

    @Test
    void keyAndCopyAreTheirOwnersAlone() throws Exception {
        saved(mark(3, TIME));
        for (Path file : java.util.List.of(var.resolve("time-key"), file())) {
            assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void hostsOfOneStoreRememberEachItsOwn_D9() throws Exception {
        saved(mark(3, TIME));
        new StoredRecords(store).saveTimeMark("other home", "webgate-time-1 9 0 0 0 - - 00");
        assertThat(copies().load()).isEqualTo(mark(3, TIME));
    }

    @Test
    void withoutItsKeyTheTimeIsKeptAllTheSame_R10() throws Exception {
        saved(mark(3, TIME));
        Files.delete(var.resolve("time-key"));
        assertThat(copies().load()).isEqualTo(mark(3, TIME));
        saved(mark(4, TIME));
        assertThat(copies().load()).isEqualTo(mark(4, TIME));
    }

    @Test
    void placeOutsideThatCanNotBeWrittenHindersNothing_R10() throws Exception {
        Files.createDirectories(outside.getParent());
        Files.writeString(outside, "a file where the folder is to be");
        saved(mark(3, TIME));
        assertThat(copies().load()).isEqualTo(mark(3, TIME));
    }

    @Test
    void withoutAKeyThatLastsThereIsNoTime_R53() {
        files.full = true;
        assertThatThrownBy(() -> copies().load()).isInstanceOf(IOException.class);
    }
}
