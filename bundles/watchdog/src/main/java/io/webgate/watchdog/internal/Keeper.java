// SPDX-License-Identifier: Apache-2.0
package io.webgate.watchdog.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.ModuleId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look at everything and what follows from it: decide ({@link Desired}), compare with what is ({@link Plan}), act
 * ({@link Sweep}). For the watchdog's thread alone.
 */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    /** The longest that a closing gate waits for the answers it owes. */
    private static final long DRAIN = TimeUnit.MILLISECONDS.toNanos(50);
    /** How long after the start a decision may be put off for want of evidence. */
    private static final long UNDECIDED = TimeUnit.SECONDS.toNanos(30);

    /** An open gate looks at least so often whether all still say that it may be (R53): not all tell when they don't. */
    static final long GLANCE = TimeUnit.SECONDS.toNanos(2);

    private static final long INSTANT = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long ANNOUNCING = -1;

    private final FrameworkView framework;
    private final Surroundings surroundings;
    private final LongSupplier nanos;
    private final Sweep sweep;
    private final OrderlyStop orderly;
    private final BooleanSupplier alive;
    private final long startedAt;
    private final Hysteresis hysteresis = new Hysteresis();
    private final Memory memory = new Memory();
    private final Stragglers stragglers = new Stragglers();
    private final Uncatalogued uncatalogued = new Uncatalogued();
    private final Set<ModuleId> gone = new HashSet<>();
    private Topology topology = Topology.NONE;
    private Desired desired = new Desired(Desired.Wish.UNDECIDED, List.of(), List.of());
    private long since;
    private boolean running;
    private boolean adopted;
    private boolean announced;
    private boolean reported = true;

    Keeper(
            FrameworkView framework,
            Surroundings surroundings,
            LongSupplier nanos,
            Runnable wake,
            BooleanSupplier alive) {
        this.framework = framework;
        this.surroundings = surroundings;
        this.nanos = nanos;
        this.sweep = new Sweep(nanos, wake);
        this.orderly = new OrderlyStop(sweep, nanos);
        this.alive = alive;
        this.startedAt = nanos.getAsLong();
        this.since = startedAt;
    }

    /**
     * Looks and acts.
     *
     * @param structural bundles or services have come or gone
     * @return whether something was done, so that it has to look again at once
     */
    boolean round(boolean structural) {
        if (structural) {
            readTopology();
        }
        gone.removeIf(surroundings::close);
        boolean busy = decideAndAct();
        stragglers.look(sweep.hanging(), nanos.getAsLong());
        if (!busy) {
            reported = memory.reports().isEmpty() || surroundings.report(memory.reports());
            if (reported && running) {
                memory.forgetReports();
            }
        }
        return busy;
    }

    /** Something is broken: nothing runs until a round ends well. */
    void fail() {
        surroundings.forbid();
        running = false;
    }

    /** After a round that was not busy: everything is done or known to hang, and the ledger knows. */
    boolean isSettled() {
        if (surroundings.isReporting()
                || !stragglers.told().containsAll(sweep.hanging().keySet())) {
            return false;
        }
        return switch (desired.wish()) {
            case UNDECIDED -> false;
            case CLOSED -> true;
            case OPEN -> running;
        };
    }

    /** Nothing is missing, nothing owed: there is no need to look again without being told. */
    boolean isQuiet() {
        return reported && gone.isEmpty() && desired.obstacles().isEmpty();
    }

    /** Nanoseconds until it has to look again in any case. */
    long timeLeft() {
        long now = nanos.getAsLong();
        long left = running ? Math.min(GLANCE, uncatalogued.timeLeft(now)) : Long.MAX_VALUE;
        if (desired.wish() == Desired.Wish.OPEN && !running) {
            left = Math.min(left, hysteresis.waitsFor(now));
        }
        if (desired.wish() == Desired.Wish.UNDECIDED) {
            left = Math.min(left, UNDECIDED - (now - startedAt));
        }
        return Math.max(INSTANT, Math.min(left, stragglers.timeLeft(sweep.hanging(), now)));
    }

    Status status() {
        Map<Long, LocalizedText> troubles = new HashMap<>(memory.troubles());
        stragglers.told().forEach(id -> troubles.put(id, Reasons.hangs()));
        return new Status(topology, desired, since, running, memory.kept(), troubles);
    }

    private void readTopology() {
        Set<ModuleId> before = topology.modules();
        topology = framework.topology(surroundings.foundation());
        memory.retain(framework.nodes(memory.bundles()).stream().map(Node::id).collect(Collectors.toSet()));
        gone.addAll(before);
        gone.removeAll(topology.modules());
    }

    private boolean decideAndAct() {
        long epoch = surroundings.epoch();
        long now = nanos.getAsLong();
        Evidence evidence = evidence(now);
        boolean first = desired.wish() == Desired.Wish.UNDECIDED;
        take(Desired.decide(evidence, first && now - startedAt < UNDECIDED), now);
        if (desired.wish() == Desired.Wish.UNDECIDED) {
            return false;
        }
        boolean open = desired.wish() == Desired.Wish.OPEN && (running || hysteresis.waitsFor(now) <= 0);
        if (open && !surroundings.permit(epoch)) {
            return true; // what the decision rests on has gone meanwhile
        }
        turn(open, now);
        Map<Long, Node> nodes = nodes();
        if (!adopted) {
            adopted = true;
            adopt(nodes.values());
        }
        Plan plan = Plan.of(
                open ? Desired.Wish.OPEN : Desired.Wish.CLOSED,
                List.copyOf(nodes.values()),
                memory.kept(),
                sweep.hanging().keySet(),
                memory.blocked(nodes.values()),
                framework.activeLevel());
        stop(plan.stop().stream().map(nodes::get).toList());
        announceOnce();
        if (open) {
            nodes.values().stream().filter(node -> node.run() == Node.Run.UP).forEach(memory::forget);
            start(plan.start().stream().map(nodes::get).toList());
        }
        return !plan.isEmpty();
    }

    private Evidence evidence(long now) {
        Evidence evidence = surroundings.evidence(topology);
        Set<Long> soughtFor = new HashSet<>();
        // installed and started since the bundles were read; who is not found then either has gone or is none
        while (soughtFor.addAll(evidence.unread())) {
            readTopology();
            evidence = surroundings.evidence(topology);
        }
        return evidence.registry()
                .filter(Evidence.OfRegistry::ready)
                .map(registry -> uncatalogued.obstacles(topology.pluginModules(), registry, running, now))
                .map(evidence::against)
                .orElse(evidence);
    }

    private void take(Desired fresh, long now) {
        List<Long> verdicts = Surroundings.numbers(fresh.latches());
        if (fresh.wish() != desired.wish()
                || !fresh.obstacles().equals(desired.obstacles())
                || !verdicts.equals(Surroundings.numbers(desired.latches()))) {
            LOG.atLevel(fresh.wish() == Desired.Wish.UNDECIDED ? Level.DEBUG : Level.INFO)
                    .log(
                            "The gate is to be {}: verdicts {}, obstacles {}",
                            fresh.wish(),
                            verdicts,
                            fresh.obstacles().stream()
                                    .map(LocalizedText::english)
                                    .toList());
        }
        if (fresh.wish() != desired.wish()) {
            since = now;
            surroundings.turned();
        }
        desired = fresh;
    }

    private void turn(boolean open, long now) {
        if (!open) {
            surroundings.forbid();
        }
        if (open == running) {
            return;
        }
        running = open;
        since = now;
        LOG.info("The gate {}", open ? "opens" : "closes");
        if (open) {
            hysteresis.opened(now);
        } else {
            hysteresis.closed(now, desired.isByHand());
            memory.forgetFailures();
            drain();
        }
    }

    /** Who is being answered, the one that made the excess too, gets the answer (R51). */
    private void drain() {
        long end = nanos.getAsLong() + DRAIN;
        while (surroundings.inFlight() > 0 && nanos.getAsLong() - end < 0) {
            LockSupport.parkNanos(INSTANT);
        }
    }

    /** What was down before the first decision, though it is to be up: kept down, or stopped by the gate itself. */
    private void adopt(Iterable<Node> nodes) {
        for (Node node : nodes) {
            if (node.run().isDown() && node.autostart()) {
                memory.keep(node);
            }
        }
        memory.reportedEarlier(Surroundings.numbers(desired.latches()));
    }

    private void stop(List<Node> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        nodes.forEach(memory::keep);
        Map<Long, Throwable> failed = orderly.stop(ids(nodes), topology.dependents(), framework::stop);
        for (Node node : nodes) {
            Throwable thrown = failed.get(node.id());
            if (thrown != null) {
                memory.stopFailed(node, thrown);
                LOG.warn("Plugin {} failed while it was stopped", node.name(), thrown);
            }
        }
        List<String> names = nodes.stream().map(Node::name).toList();
        memory.stopped(Surroundings.numbers(desired.latches()), names);
        LOG.info("Stopped: {}", names);
    }

    private void start(List<Node> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        // a closing must not wait for a bundle that takes its time to start
        Sweep.Result result = sweep.run(
                ids(nodes),
                framework::start,
                Stragglers.PATIENCE,
                () -> alive.getAsBoolean() && surroundings.isPermitted());
        for (Node node : nodes) {
            Throwable thrown = result.failed().get(node.id());
            if (thrown != null) {
                memory.startFailed(node, thrown);
                LOG.warn("Plugin {} can't be started", node.name(), thrown);
            }
        }
        LOG.info(
                "Started: {}",
                nodes.stream()
                        .filter(node -> result.begun().contains(node.id())
                                && !result.failed().containsKey(node.id()))
                        .map(Node::name)
                        .toList());
    }

    /** The service's arrival activates components of the gate and of plugins, so it is a step like theirs. */
    private void announceOnce() {
        if (!announced) {
            announced = true;
            sweep.run(List.of(ANNOUNCING), id -> surroundings.announce(), Stragglers.PATIENCE, alive);
        }
    }

    /** Gate and dependents in order of starting; after them what was stopped and has no wires just now. */
    private Map<Long, Node> nodes() {
        Stream<Long> others = memory.kept().keySet().stream()
                .filter(id -> !topology.dependents().contains(id))
                .sorted();
        List<Long> ids = Stream.concat(topology.dependents().startOrder().stream(), others)
                .toList();
        Map<Long, Node> nodes = new LinkedHashMap<>();
        framework.nodes(ids).forEach(node -> nodes.put(node.id(), node));
        return nodes;
    }

    private static List<Long> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }
}
