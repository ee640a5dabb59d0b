// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import io.webgate.license.api.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** R18, R14: plugging in and out is noticed. */
class MediaWatchTest {

    private static final Media STICK = new Media(Optional.of("A".repeat(64)), "STICK", "Stick", Optional.empty());

    private final List<String> told = new ArrayList<>();

    /** The real watcher on a device tree that changes under it; a look is a folder, so it looks more often here. */
    @Test
    @Timeout(60)
    void r18PluggingInAndOutIsNoticedWhileItWatches(@TempDir Path root) throws Exception {
        RecordedTree tree = RecordedTree.computer(root);
        BlockingQueue<List<Media>> seen = new LinkedBlockingQueue<>();
        try (MediaWatch watch = new MediaWatch(new LinuxMedia(root))) {
            AutoCloseable listening = watch.onChange(() -> seen.add(watch.plugged()));
            watch.start(Duration.ofMillis(5));
            assertThat(watch.plugged()).isEmpty();

            tree.usbDrive("sdb", "60A44C413FAEF361B9720182").usbPartition("sdb", 1, "1234-ABCD", "KEY");
            String key = await(seen, 1).get(0).key().orElseThrow();
            assertThat(watch.isPlugged(key)).isTrue();

            tree.usbDrive("sdc", "usb1/1-3", "0781", "5581", "4C530001230423113212")
                    .usbPartition("sdc", 1, "5678-EF01", "");
            assertThat(await(seen, 2)).extracting(Media::label).contains("KEY");

            tree.unplug("sdb");
            assertThat(await(seen, 1)).extracting(Media::label).doesNotContain("KEY");
            assertThat(watch.isPlugged(key)).isFalse();
            listening.close();
        }
    }

    /** The first look is over when it is there: a host that starts with its drive in never sees it missing. */
    @Test
    void r18WhatIsPluggedInAtTheStartIsThereAtOnce(@TempDir Path root) {
        RecordedTree.computer(root)
                .usbDrive("sdb", "60A44C413FAEF361B9720182")
                .usbPartition("sdb", 1, "1234-ABCD", "KEY");
        try (MediaWatch watch = new MediaWatch(new LinuxMedia(root))) {
            assertThat(watch.plugged()).extracting(Media::label).containsExactly("KEY");
        }
    }

    @Test
    void r18TheShippedWatchLooksEverySecond(@TempDir Path root) {
        try (MediaWatch watch = MediaWatch.of(root).start()) {
            assertThatThrownBy(watch::start).isInstanceOf(IllegalStateException.class);
            assertThat(Thread.getAllStackTraces().keySet())
                    .anyMatch(thread -> thread.getName().equals("webgate-media") && thread.isDaemon());
        }
    }

    @Test
    void countsChangesAndTellsOfEachOne() throws Exception {
        RecordedSource source = new RecordedSource();
        MediaWatch watch = new MediaWatch(source);
        AutoCloseable first =
                watch.onChange(() -> told.add("first sees " + watch.plugged().size()));
        AutoCloseable second = watch.onChange(() -> told.add("second"));
        try (watch) {
            long before = watch.changes();
            source.media = List.of(STICK);
            watch.look();
            watch.look();
            assertThat(told).containsExactly("first sees 1", "second");
            assertThat(watch.changes()).isEqualTo(before + 1);
            first.close();
            source.media = List.of();
            watch.look();
            assertThat(told).containsExactly("first sees 1", "second", "second");
            assertThat(watch.changes()).isEqualTo(before + 2);
            second.close();
            source.media = List.of(STICK);
            watch.look();
            assertThat(told).hasSize(3);
        }
    }

    @Test
    void aListenerThatFailsIsNoReasonNotToTellTheNext() throws Exception {
        RecordedSource source = new RecordedSource();
        try (MediaWatch watch = new MediaWatch(source);
                AutoCloseable failing = watch.onChange(() -> {
                    throw new IllegalStateException("a failing listener");
                });
                AutoCloseable next = watch.onChange(() -> told.add("next"))) {
            source.media = List.of(STICK);
            watch.look();
            assertThat(told).containsExactly("next");
            assertThat(failing).isNotSameAs(next);
        }
    }

    @Test
    void readsAgainOnlyWhenTheSignChanges() {
        RecordedSource source = new RecordedSource();
        try (MediaWatch watch = new MediaWatch(source)) {
            watch.look();
            watch.look();
            assertThat(source.reads).isEqualTo(1);
        }
    }

    /** What changes while it reads is not taken for read. */
    @Test
    void readsAgainWhereTheSignChangedMeanwhile() {
        RecordedSource source = new RecordedSource();
        source.whileReading = List.of(STICK);
        try (MediaWatch watch = new MediaWatch(source)) {
            assertThat(watch.plugged()).isEmpty();
            watch.look();
            assertThat(watch.plugged()).containsExactly(STICK);
        }
    }

    /** A passing failure is no unplugging; one that lasts is, since what is not seen is no evidence. */
    @Test
    void r14DrivesThatCannotBeToldCountAsGoneAfterThreeLooks() {
        RecordedSource source = new RecordedSource();
        source.media = List.of(STICK);
        try (MediaWatch watch = new MediaWatch(source)) {
            source.broken = true;
            watch.look();
            watch.look();
            assertThat(watch.plugged()).containsExactly(STICK);
            watch.look();
            assertThat(watch.plugged()).isEmpty();
        }
    }

    /** An Error must not end the looks: the drives seen last would count as plugged in for ever. */
    @Test
    @Timeout(60)
    void r14r18AnErrorIsAFailedLookAndTheWatchGoesOn() throws Exception {
        RecordedSource source = new RecordedSource();
        source.media = List.of(STICK);
        BlockingQueue<List<Media>> seen = new LinkedBlockingQueue<>();
        try (MediaWatch watch = new MediaWatch(source);
                AutoCloseable failing = watch.onChange(() -> {
                    throw new AssertionError("a listener that is broken");
                });
                AutoCloseable next = watch.onChange(() -> seen.add(watch.plugged()))) {
            source.missing = true;
            watch.start(Duration.ofMillis(1));
            assertThat(seen.poll(30, TimeUnit.SECONDS))
                    .as("drives that can't be told")
                    .isEmpty();
            source.missing = false;
            assertThat(seen.poll(30, TimeUnit.SECONDS)).containsExactly(STICK);
            assertThat(failing).isNotSameAs(next);
        }
    }

    @Test
    void r14APassingFailureLeavesThemAndIsForgotten() {
        RecordedSource source = new RecordedSource();
        source.media = List.of(STICK);
        try (MediaWatch watch = new MediaWatch(source)) {
            for (int round = 0; round < 3; round++) {
                source.broken = true;
                watch.look();
                watch.look();
                source.broken = false;
                watch.look();
            }
            assertThat(watch.plugged()).containsExactly(STICK);
        }
    }

    /** Where looking fails for good it is done seldom, but it is done. */
    @Test
    void comesBackWhenTheDrivesCanBeToldAgain() {
        RecordedSource source = new RecordedSource();
        source.media = List.of(STICK);
        source.broken = true;
        try (MediaWatch watch = new MediaWatch(source)) {
            for (int look = 0; look < 100; look++) {
                watch.look();
            }
            assertThat(source.signs).isLessThan(10);
            source.broken = false;
            for (int look = 0; look <= 30; look++) {
                watch.look();
            }
            assertThat(watch.plugged()).containsExactly(STICK);
        }
    }

    private static List<Media> await(BlockingQueue<List<Media>> seen, int withKeys) throws InterruptedException {
        // In between a drive shows without its volume
        while (true) {
            List<Media> media = seen.poll(30, TimeUnit.SECONDS);
            assertThat(media).as("the change was noticed").isNotNull();
            if (media.size() == withKeys
                    && media.stream().allMatch(drive -> drive.key().isPresent())) {
                return media;
            }
        }
    }

    private static final class RecordedSource implements MediaSource {
        List<Media> media = List.of();
        List<Media> whileReading = List.of();
        boolean broken;
        volatile boolean missing;
        int signs;
        int reads;

        @Override
        public Object sign() throws IOException {
            signs++;
            if (broken) {
                throw new IOException("no answer");
            }
            if (missing) {
                throw new NoClassDefFoundError("a class of the reader");
            }
            return media;
        }

        @Override
        public List<Media> read() {
            reads++;
            List<Media> now = media;
            if (!whileReading.isEmpty()) {
                media = whileReading;
                whileReading = List.of();
            }
            return now;
        }
    }
}
