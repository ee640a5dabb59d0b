// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** T47. */
final class TombstonesTest {

    private static final String ONE = Secrets.hash("one");
    private static final String TWO = Secrets.hash("two");

    @Test
    void whatWasWrittenIsThereAfterARestartUntilTheStoreTookIt(@TempDir Path folder) throws IOException {
        Tombstones first = Tombstones.in(folder);
        assertThat(first.hashes()).isEmpty();
        first.add(List.of(ONE, TWO));
        first.add(List.of(ONE));
        assertThat(Tombstones.in(folder).hashes()).isEqualTo(Set.of(ONE, TWO));
        first.remove(ONE);
        assertThat(Tombstones.in(folder).hashes()).isEqualTo(Set.of(TWO));
        first.add(List.of(ONE));
        assertThat(Tombstones.in(folder).hashes()).isEqualTo(Set.of(ONE, TWO));
    }

    @Test
    void theFileHasItsRoomFromTheBeginningAndGrowsWhereThatIsNotEnough(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(Tombstones.FILE);
        Tombstones tombstones = Tombstones.in(folder);
        long room = Files.size(file);
        List<String> many = IntStream.range(0, Tombstones.ROOM)
                .mapToObj(number -> Secrets.hash("n" + number))
                .toList();
        tombstones.add(many);
        assertThat(Files.size(file)).as("a full disk takes it too").isEqualTo(room);
        tombstones.add(List.of(ONE));
        assertThat(Tombstones.in(folder).hashes()).hasSize(Tombstones.ROOM + 1).contains(ONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatWasNotWhollyWrittenTakesNoOtherWithIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(Tombstones.FILE);
        Tombstones.in(folder).add(List.of(ONE, TWO));
        String whole = Files.readString(file);
        for (int cut = 0; cut < whole.length(); cut += 7) {
            Files.writeString(file, whole.substring(0, cut));
            Set<String> kept = Tombstones.in(folder).hashes();
            assertThat(kept).as("cut at %d", cut).isSubsetOf(ONE, TWO);
            assertThat(kept.contains(ONE)).isEqualTo(cut >= 64);
            assertThat(kept.contains(TWO)).isEqualTo(cut >= 129);
            assertThat(Files.size(file)).isEqualTo(whole.length());
        }
        Files.writeString(file, whole.substring(0, 30) + "\0\0" + whole.substring(32));
        assertThat(Tombstones.in(folder).hashes()).isEqualTo(Set.of(TWO));
    }
}
