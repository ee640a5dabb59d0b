// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import javax.inject.Inject;

/** Without a working watchdog, registry, ledger, store or enforcement the gate does not run (R53, T44). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class FailClosedIT {

    private static final String[] NEEDED = {
        "io.webgate.watchdog",
        "io.webgate.license.registry",
        "io.webgate.ledger",
        "io.webgate.store",
        "io.webgate.enforcement.mobile.waiter",
        "io.webgate.enforcement.report.mailer",
        "io.webgate.enforcement.exchange"
    };

    @Inject
    private BundleContext context;

    private InContainer in;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("failclosed");
    }

    @Before
    public void open() throws Exception {
        in = new InContainer(context);
        in.ready();
        in.eventuallyGateIs("open");
    }

    @Test
    public void stoppingAnyOfThemStopsTheGateAndStartingItOpensTheGateAgain() throws Exception {
        for (String name : NEEDED) {
            Bundle bundle = in.bundle(name);
            bundle.stop(Bundle.STOP_TRANSIENT);
            gateIsDownAfter(name + " was stopped");
            bundle.start(Bundle.START_TRANSIENT);
            in.eventually("The gate is back after " + name, Api.PATIENCE, () -> in.notActiveBut(java.util.Set.of()));
            in.ready();
            in.eventuallyGateIs("open");
        }
    }

    @Test
    public void uninstallingTheWatchdogStopsTheGate() throws Exception {
        uninstall("io.webgate.watchdog");
    }

    @Test
    public void uninstallingTheRegistryStopsTheGate() throws Exception {
        uninstall("io.webgate.license.registry");
    }

    @Test
    public void uninstallingTheLedgerStopsTheGate() throws Exception {
        uninstall("io.webgate.ledger");
    }

    @Test
    public void uninstallingTheStoreStopsTheGate() throws Exception {
        uninstall("io.webgate.store");
    }

    @Test
    public void uninstallingAnEnforcementBundleStopsTheGate() throws Exception {
        uninstall("io.webgate.enforcement.mobile.waiter");
    }

    private void uninstall(String name) throws Exception {
        in.bundle(name).uninstall();
        gateIsDownAfter(name + " was uninstalled");
    }

    private void gateIsDownAfter(String what) {
        in.eventually("The gate is down after " + what, Api.PATIENCE, () -> {
            int state = in.bundle("io.webgate.gate").getState();
            return state == Bundle.RESOLVED ? "" : "its state is " + state;
        });
    }
}
