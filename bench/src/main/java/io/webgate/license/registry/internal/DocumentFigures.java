// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import io.webgate.bench.Bench;
import io.webgate.bench.Bound;
import io.webgate.bench.Figures;
import io.webgate.bench.Interleaved;
import io.webgate.bench.Licences;
import io.webgate.bench.License3jLicences;
import io.webgate.bench.MachineTime;
import io.webgate.bench.Ratio;
import io.webgate.bench.Row;
import io.webgate.bench.Sweep;
import io.webgate.bench.Terms;
import io.webgate.bench.TrueLicenseLicences;
import io.webgate.bench.Workspace;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.License;
import io.webgate.license.api.Limit;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseDocuments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One run of {@link DocumentsBench}: its vendor, and what it measures. One thread. */
final class DocumentFigures {

    private static final int MANY = 10_000;
    private static final int FEW = 10;

    /** Documents in a sample of one thread. */
    private static final int ALONE = 400;

    /** Licences of the library that takes tens of milliseconds for one. */
    private static final int SLOW = 100;

    private static final int SLOW_ALONE = 20;

    private static final int BLOCKS = 12;
    private static final int LONG_BLOCKS = 8;

    /**
     * Loads that are thrown away. What happens once in a load is compiled after some of them, on the cores that load, and
     * as long as it is, the compiler is what is measured; what happens ten thousand times is compiled at once, as are the
     * bare signatures.
     */
    private static final int WARMING_LOADS = 10;

    private static final int OTHERS_BLOCKS = 3;
    private static final int CHANGES = 20;

    /** A shop changes a file once a month, but its host has then run for hours; this one has for seconds. */
    private static final int WARMING_CHANGES = 20;

    private final MachineTime time = new MachineTime();
    private final IssuedDocuments vendor = new IssuedDocuments(time);
    private final KeyRing ring = vendor.ring();
    private final DocumentReader reader = new DocumentReader(bytes -> LicenseDocuments.open(bytes, ring));
    private final DiskFiles disk = new DiskFiles();

    Bench.Outcome take(Workspace workspace) throws Exception {
        Path folder = workspace.fresh("documents");
        List<Row> rows = new ArrayList<>();
        workspace.say().accept("documents: issuing");
        List<byte[]> documents = vendor.issue(MANY);
        BareSignatures bare = new BareSignatures(ring);
        List<BareSignatures.Parts> parts =
                documents.stream().map(BareSignatures.Parts::of).toList();
        workspace.say().accept("documents: loading");
        try (BenchRegistry many = new BenchRegistry(folder.resolve("many"), ring, documents, time);
                BenchRegistry few = new BenchRegistry(folder.resolve("few"), ring, documents.subList(0, FEW), time)) {
            // admits them all, as the run in which they came has done
            many.restart();
            rows.add(Row.bounded(
                    "P9", "10,000 documents loaded", "ms", load(many, parts, bare::verify), Bound.atMost(1.25)));
            rows.add(Row.compared(
                    "P9", "… against signers that keep the key", "ms", load(many, parts, bare::verifyKeeping)));
            rows.add(Row.bounded(
                    "P10",
                    "one document read and summed up, one thread",
                    "µs",
                    readAndSummed(documents.subList(0, ALONE), bare, parts.subList(0, ALONE)),
                    Bound.atMost(1.1)));
            workspace.say().accept("documents: changing");
            rows.addAll(changes("10", few));
            rows.addAll(changes("10,000", many));
            rows.add(readAgain(many));
            workspace.say().accept("documents: other libraries");
            rows.add(Row.compared(
                    "P10",
                    "two bare signatures against one RSA-2048, one thread",
                    "µs",
                    rsa(bare, parts.subList(0, ALONE))));
            Licences license3j = License3jLicences.issue(folder.resolve("license3j"), MANY, time.instant());
            rows.addAll(others(many.files(), license3j, MANY, ALONE));
            Licences trueLicense = TrueLicenseLicences.issue(folder.resolve("truelicense"), SLOW, time.instant());
            rows.addAll(others(many.files(), trueLicense, SLOW, SLOW_ALONE));
            return new Bench.Outcome(
                    rows,
                    List.of(String.format(
                            Locale.ROOT,
                            "documents: a file has %d bytes with us, %d with License3j, %d with TrueLicense.",
                            documents.get(0).length,
                            license3j.files().get(0).toFile().length(),
                            trueLicense.files().get(0).toFile().length())));
        }
    }

    private static Ratio load(
            BenchRegistry home, List<BareSignatures.Parts> parts, Sweep.Step<BareSignatures.Parts> baseline)
            throws Exception {
        return Interleaved.measure(
                WARMING_LOADS,
                LONG_BLOCKS,
                () -> {
                    collect();
                    long began = System.nanoTime();
                    RegistryCore core = home.restart();
                    double millis = (System.nanoTime() - began) / 1e6;
                    requireTotal(core, Terms.totalOf(MANY));
                    return millis;
                },
                () -> {
                    collect();
                    return Sweep.together(parts, MANY, baseline) * MANY / 1e3;
                });
    }

    /** A host that starts has no registry of an earlier start in its memory, and no garbage of it to be carried along. */
    private static void collect() {
        System.gc();
    }

    private static void requireTotal(RegistryCore core, long total) {
        if (BenchRegistry.total(core) != total) {
            throw new IllegalStateException(
                    "The limits add up to " + BenchRegistry.total(core) + " instead of " + total);
        }
    }

    /** From bytes in memory to limits, on one thread: what all of it costs beyond the signatures. */
    private Ratio readAndSummed(List<byte[]> documents, BareSignatures bare, List<BareSignatures.Parts> parts)
            throws Exception {
        Catalogue.View catalogue = IssuedDocuments.catalogue();
        List<License> licenses = documents.stream().map(this::read).toList();
        Circumstances circumstances = new Circumstances(
                time.instant(),
                Set.of(IssuedDocuments.APPLICATION),
                key -> 0,
                Set.of(),
                license -> false,
                kid -> false,
                Marks.NONE.with(licenses));
        long total = Terms.totalOf(documents.size());
        return Interleaved.measure(
                4,
                BLOCKS,
                () -> {
                    List<Document> read = new ArrayList<>();
                    return Sweep.alone(documents, documents.size(), bytes -> {
                        read.add(new Document(read(bytes), false));
                        if (read.size() == documents.size()) {
                            requireLimits(Assessment.of(read, catalogue.modules(), circumstances), total);
                        }
                        return 1;
                    });
                },
                () -> Sweep.alone(parts, parts.size(), bare::verify));
    }

    private static void requireLimits(Assessment assessment, long total) {
        long sum = assessment.byModule().values().stream()
                .mapToLong(Limit::quantity)
                .sum();
        if (sum != total) {
            throw new IllegalStateException("The limits add up to " + sum + " instead of " + total);
        }
    }

    private License read(byte[] document) {
        if (reader.read(document) instanceof Reading.Sound sound) {
            return sound.license();
        }
        throw new IllegalStateException("A document does not verify");
    }

    /**
     * A file is replaced by its renewal again and again; measured is the time up to the new limits, from the moment in which
     * it is renamed into its place, and from that in which the system's word of it has arrived: the registry's thread wakes
     * up, reads, verifies, makes the mark durable and assesses.
     */
    private List<Row> changes(String among, BenchRegistry home) throws Exception {
        RegistryCore core = home.restart();
        Path file = home.files().get(0);
        Path draft = file.resolveSibling(".draft");
        double[] changed = new double[CHANGES];
        double[] told = new double[CHANGES];
        double[] unchanged = new double[CHANGES];
        AtomicLong event = new AtomicLong();
        BlockingQueue<Long> done = new LinkedBlockingQueue<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        FolderWatch watch = new FolderWatch(Objects.requireNonNull(file.getParent()), files -> {
            long arrived = System.nanoTime();
            thread.execute(() -> {
                core.notice(files);
                event.set(System.nanoTime() - arrived);
                core.tell(); // as the registry's thread does when it has handed the limits on
                done.add(core.snapshot().limits().revision());
            });
        });
        try {
            for (int change = -WARMING_CHANGES; change < CHANGES; change++) {
                int generation = change + WARMING_CHANGES + 2;
                Files.write(draft, vendor.issue(new Terms(generation), 0, generation));
                long revision = core.snapshot().limits().revision();
                long began = System.nanoTime();
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                awaitNewer(revision, done);
                double millis = (System.nanoTime() - began) / 1e6;
                double idle = thread.submit(() -> look(core)).get();
                if (change >= 0) {
                    told[change] = event.get() / 1e6;
                    changed[change] = millis;
                    unchanged[change] = idle;
                }
            }
        } finally {
            watch.close();
            thread.shutdown();
        }
        return List.of(
                Row.absolute(
                        "P9",
                        "one changed file among " + among + ", from the system's word of it to the new limits",
                        "ms",
                        Figures.median(told),
                        Bound.atMost(2)),
                Row.reported("P9", "… from its renaming on", "ms", Figures.median(changed)),
                Row.reported("P9", "… a look that finds " + among + " unchanged", "ms", Figures.median(unchanged)));
    }

    /**
     * The part of it that is the document's own: the file is read, verified and taken apart, and is what the folder holds.
     * Nothing is made durable, and nothing is summed up.
     */
    private Row readAgain(BenchRegistry home) throws Exception {
        Path file = home.files().get(0);
        Path draft = file.resolveSibling(".draft");
        DocumentFolder folder = new DocumentFolder(Objects.requireNonNull(file.getParent()), disk, reader);
        folder.scan(time.nanos(), time.instant());
        double[] read = new double[CHANGES];
        BlockingQueue<Long> done = new LinkedBlockingQueue<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        FolderWatch watch = new FolderWatch(Objects.requireNonNull(file.getParent()), files -> {
            long arrived = System.nanoTime();
            thread.execute(() -> {
                long before = folder.changes();
                files.forEach(changed -> folder.look(changed, time.nanos(), time.instant()));
                if (folder.changes() != before) {
                    done.add(System.nanoTime() - arrived);
                }
                folder.tell();
            });
        });
        try {
            // Beyond the generations of the changes before
            int first = WARMING_CHANGES + CHANGES + 2;
            for (int change = -WARMING_CHANGES; change < CHANGES; change++) {
                int generation = first + change + WARMING_CHANGES;
                Files.write(draft, vendor.issue(new Terms(generation), 0, generation));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Long nanos = done.poll(10, TimeUnit.SECONDS);
                if (nanos == null) {
                    throw new IllegalStateException("Nobody has told of the change");
                }
                if (change >= 0) {
                    read[change] = nanos / 1e6;
                }
            }
        } finally {
            watch.close();
            thread.shutdown();
        }
        return Row.absolute(
                "P9",
                "one changed file read again and verified, from the system's word of it",
                "ms",
                Figures.median(read),
                Bound.atMost(2));
    }

    private static void awaitNewer(long revision, BlockingQueue<Long> done) throws InterruptedException {
        Long now = revision;
        while (now != null && now == revision) {
            now = done.poll(10, TimeUnit.SECONDS);
        }
        if (now == null) {
            throw new IllegalStateException("Nobody has told of the change");
        }
    }

    private static double look(RegistryCore core) {
        long began = System.nanoTime();
        core.tick();
        return (System.nanoTime() - began) / 1e6;
    }

    private static Ratio rsa(BareSignatures bare, List<BareSignatures.Parts> parts) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        @SuppressWarnings("ArrayRecordComponent") // only handed on
        record Signed(byte[] message, byte[] signature) {}
        List<Signed> signed = new ArrayList<>();
        for (BareSignatures.Parts each : parts) {
            Signature engine = Signature.getInstance("SHA512withRSA");
            engine.initSign(keys.getPrivate());
            engine.update(each.first());
            signed.add(new Signed(each.first(), engine.sign()));
        }
        return Interleaved.measure(
                4,
                BLOCKS,
                () -> Sweep.alone(parts, parts.size(), bare::verify),
                () -> Sweep.alone(signed, signed.size(), each -> {
                    Signature engine = Signature.getInstance("SHA512withRSA");
                    engine.initVerify(keys.getPublic());
                    engine.update(each.message());
                    return engine.verify(each.signature()) ? 1 : 0;
                }));
    }

    /** Files read, verified and taken apart by us and by them; microseconds a licence. */
    private List<Row> others(List<Path> ours, Licences theirs, int together, int alone) throws Exception {
        List<Path> few = ours.subList(1, 1 + ALONE);
        long fewTotal = Terms.totalOf(1 + ALONE) - Terms.totalOf(1);
        List<Path> many = ours.subList(1, MANY);
        long manyTotal = Terms.totalOf(MANY) - Terms.totalOf(1);
        return List.of(
                Row.compared(
                        "P10",
                        "a licence read and verified, all cores, against " + theirs.setUp(),
                        "µs",
                        Interleaved.measure(
                                1,
                                OTHERS_BLOCKS,
                                () -> Sweep.together(many, manyTotal, this::check),
                                () -> Sweep.together(
                                        theirs.files().subList(0, together), Terms.totalOf(together), theirs::check))),
                Row.compared(
                        "P10",
                        "… one thread",
                        "µs",
                        Interleaved.measure(
                                2,
                                BLOCKS,
                                () -> Sweep.alone(few, fewTotal, this::check),
                                () -> Sweep.alone(
                                        theirs.files().subList(0, alone), Terms.totalOf(alone), theirs::check))));
    }

    private long check(Path file) throws IOException {
        return read(disk.read(file, LicenseDocuments.MAX_BYTES + 1)).entitlements().stream()
                .mapToLong(Entitlement::quantity)
                .sum();
    }
}
