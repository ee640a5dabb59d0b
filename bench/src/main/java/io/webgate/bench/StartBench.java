// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Start-up (P12) and memory (P13) of the shipped host against the same launcher with the platform alone: Felix, Jetty,
 * declarative services and what they need. Ours is ready when {@code GET /health} answers 200, the bare one when Jetty
 * answers at all.
 */
final class StartBench implements Bench {

    private static final int BLOCKS = 3;

    private final List<Started> starts = new ArrayList<>();

    /** What one start took: processor time until ready, resident memory a second later. */
    private record Started(double processorMillis, double megabytes) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "start-up and memory of the host against bare Felix, Jetty and declarative services";
    }

    @Override
    public Outcome run(Workspace workspace) throws Exception {
        Path distribution = workspace.distribution();
        Path feature = distribution.resolve("features/gate.json");
        if (!Files.isRegularFile(feature)) {
            throw new IOException("There is no distribution at " + distribution + ": build the module host-runtime");
        }
        Path folder = workspace.fresh("start");
        Path platform = folder.resolve("platform.json");
        Files.writeString(platform, PlatformFeature.of(Files.readString(feature)));
        Contender host = new Contender(distribution, folder, "gate", "/health", 200);
        Contender bare = new Contender(distribution, folder, platform.toString(), "/", 0);
        Ratio ready = Interleaved.measure(1, BLOCKS, () -> start(host), () -> start(bare));
        Ratio processor = ofStarts(Started::processorMillis);
        Ratio memory = ofStarts(Started::megabytes);
        List<String> notes = causes(host, bare);
        return new Outcome(
                List.of(
                        Row.bounded("P12", "start until ready, fresh home", "ms", ready, Bound.atMost(1.35)),
                        Row.compared("P12", "… processor time of it", "ms", processor),
                        Row.compared("P13", "resident memory 1 s after ready", "MB", memory),
                        Row.absolute(
                                "P13",
                                "… above the bare host",
                                "MB",
                                memory.ours() - memory.baseline(),
                                Bound.atMost(24))),
                notes);
    }

    /** One of the two that start. */
    private record Contender(Path distribution, Path folder, String feature, String path, int status) {

        HostProcess begin(Path home) throws IOException {
            return HostProcess.start(distribution, home, feature);
        }
    }

    private double start(Contender contender) throws IOException {
        try (HostProcess process = contender.begin(contender.folder().resolve("home" + starts.size()))) {
            double ready = process.awaitAnswer(contender.path(), contender.status());
            double processor = process.processorMillis();
            starts.add(new Started(processor, process.memoryInASecond().all()));
            return ready;
        }
    }

    /** The starts came in this order: the warm-up pair, then block by block. */
    private Ratio ofStarts(ToDoubleFunction<Started> figure) {
        List<Ratio.Block> blocks = new ArrayList<>();
        for (int first = 2; first < starts.size(); first += 4) {
            blocks.add(new Ratio.Block(
                    figure.applyAsDouble(starts.get(first)),
                    figure.applyAsDouble(starts.get(first + 1)),
                    figure.applyAsDouble(starts.get(first + 2)),
                    figure.applyAsDouble(starts.get(first + 3))));
        }
        return Ratio.of(blocks, new Random(1));
    }

    /** Another start of each, with the JVM's own account of its memory, which makes both a little slower. */
    private static List<String> causes(Contender host, Contender bare) throws IOException, InterruptedException {
        Account ours = account(host, "account-host");
        Account theirs = account(bare, "account-bare");
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                Locale.ROOT,
                "P13, resident: %.0f MB, of that %.0f MB not mapped from files; bare: %.0f MB and %.0f MB.",
                ours.memory().all(),
                ours.memory().anonymous(),
                theirs.memory().all(),
                theirs.memory().anonymous()));
        StringBuilder areas = new StringBuilder("P13, committed by the JVM beyond the bare host's:");
        Map<String, Double> known = NativeMemory.areas(theirs.printed());
        NativeMemory.areas(ours.printed()).forEach((area, megabytes) -> {
            double more = megabytes - known.getOrDefault(area, 0.0);
            if (Math.abs(more) >= 0.5) {
                areas.append(String.format(Locale.ROOT, " %s %+.1f MB,", area, more));
            }
        });
        areas.append(String.format(
                Locale.ROOT,
                " with %d classes loaded instead of %d.",
                NativeMemory.classes(ours.printed()),
                NativeMemory.classes(theirs.printed())));
        notes.add(areas.toString());
        return notes;
    }

    private record Account(HostProcess.Memory memory, String printed) {}

    private static Account account(Contender contender, String name) throws IOException, InterruptedException {
        Path home = contender.folder().resolve(name);
        Path options = Files.createDirectories(home.resolve("etc")).resolve("jvm.options");
        String shipped = Files.readString(contender.distribution().resolve("etc/jvm.options"));
        Files.writeString(options, shipped + "\n" + NativeMemory.OPTIONS, StandardCharsets.UTF_8);
        try (HostProcess process = contender.begin(home)) {
            process.awaitAnswer(contender.path(), contender.status());
            HostProcess.Memory memory = process.memoryInASecond();
            return new Account(memory, process.end());
        }
    }
}
