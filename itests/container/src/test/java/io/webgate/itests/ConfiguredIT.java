// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonObject;
import io.webgate.testkit.ThrowawayVendor;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.condition.Condition;

import javax.inject.Inject;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** What is counted by settings alone, with no plugin that reads them (R27, R29, R54). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfiguredIT {

    private static final String REPORTS = "powerpos.web-reports";
    private static final String REPORT = "io.webgate.plugin.web-reports";
    private static final String MAILER = "powerpos.report-mailer";
    private static final String JOB = "io.webgate.plugin.report-mailer.job";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    private InContainer in;
    private Api admin;
    private ThrowawayVendor vendor;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("configured");
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        vendor = in.vendor();
        in.eventuallyGateIs("open");
    }

    @After
    public void asBefore() throws Exception {
        for (String factory : new String[] {REPORT, JOB}) {
            org.osgi.service.cm.Configuration[] left =
                    configurations.listConfigurations("(service.factoryPid=" + factory + ")");
            if (left != null) {
                for (org.osgi.service.cm.Configuration one : left) {
                    one.delete();
                }
            }
        }
        eventuallyUsed(REPORTS, 0);
        eventuallyUsed(MAILER, 0);
        admin.removeAllLicenses();
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
    }

    @Test
    public void r27AReportTooManyStopsTheGateUntilItIsDisabledAndAnAdministratorResumes() throws Exception {
        admin.install(vendor.license(REPORTS, 1)).is(201);
        configurations
                .getFactoryConfiguration(REPORT, "daily", "?")
                .update(FrameworkUtil.asDictionary(Map.of("title", "Daily")));
        eventuallyUsed(REPORTS, 1);
        assertEquals("open", admin.gate().text("state"));
        assertEquals("full", module(REPORTS).get("state").getAsString());

        org.osgi.service.cm.Configuration weekly = configurations.getFactoryConfiguration(REPORT, "weekly", "?");
        weekly.update(enabled(true));
        in.eventuallyGateIs("stopped");
        in.eventually(
                "The gate and its dependents are stopped, and nothing else",
                Duration.ofSeconds(5),
                () -> in.notActiveBut(InContainer.GATE_AND_DEPENDENTS));
        JsonObject verdict = admin.gate().object().getAsJsonObject("verdict");
        assertEquals(REPORTS, verdict.get("module").getAsString());
        assertEquals(1, verdict.get("limit").getAsLong());
        assertEquals(2, verdict.get("used").getAsLong());

        // R54: the cause stands, whoever asks
        Answer refused = admin.post("/api/v1/gate/resume", "").is(409);
        assertEquals(REPORTS, refused.text("module"));
        assertEquals(2, refused.number("used"));
        assertEquals("stopped", admin.gate().text("state"));

        // the cause gone, the latch stays until an administrator resumes
        weekly.update(enabled(false));
        eventuallyUsed(REPORTS, 1);
        assertEquals("stopped", admin.gate().text("state"));
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
        assertEquals("", in.notActiveBut(Set.of()));
    }

    @Test
    public void r54ALimitOfWhatWasConfiguredOpensTheGateByItself() throws Exception {
        admin.install(vendor.license(REPORTS, 1)).is(201);
        configurations.getFactoryConfiguration(REPORT, "one", "?").update(enabled(true));
        configurations.getFactoryConfiguration(REPORT, "two", "?").update(enabled(true));
        in.eventuallyGateIs("stopped");
        admin.install(vendor.license(REPORTS, 1)).is(201);
        in.eventuallyGateIs("open");
        assertEquals("", in.notActiveBut(Set.of()));
    }

    @Test
    public void r29AJobTooManyHoldsTheMailerAloneAndTheGateGoesOn() throws Exception {
        admin.install(vendor.license(MAILER, 1)).is(201);
        org.osgi.service.cm.Configuration one = configurations.getFactoryConfiguration(JOB, "one", "?");
        one.update(enabled(true));
        eventuallyUsed(MAILER, 1);
        assertTrue(isGranted(MAILER));

        org.osgi.service.cm.Configuration two = configurations.getFactoryConfiguration(JOB, "two", "?");
        two.update(enabled(true));
        eventuallyUsed(MAILER, 2);
        in.eventually(
                "The mailer is held", Duration.ofSeconds(5), () -> isGranted(MAILER) ? "its condition is there" : "");
        assertEquals("over", module(MAILER).get("state").getAsString());
        assertEquals("open", admin.gate().text("state"));
        assertEquals("", in.notActiveBut(Set.of()));

        two.update(enabled(false));
        in.eventually(
                "The mailer goes on",
                Duration.ofSeconds(5),
                () -> isGranted(MAILER) ? "" : "its condition is not there");
        assertEquals(1, module(MAILER).get("used").getAsLong());
    }

    @Test
    public void limitZeroWithNothingConfiguredWithholdsTheModuleAndDoesNothingElse() throws Exception {
        long before = verdictsOf(REPORTS);
        for (String id : new String[] {REPORTS, MAILER}) {
            JsonObject module = module(id);
            assertEquals(id, 0, module.get("limit").getAsLong());
            assertEquals(id, 0, module.get("used").getAsLong());
            assertEquals(id, "none", module.get("state").getAsString());
            assertFalse(id, isGranted(id));
        }
        configurations.getFactoryConfiguration(REPORT, "off", "?").update(enabled(false));
        configurations.getFactoryConfiguration(JOB, "off", "?").update(enabled(false));
        // so long that each meter was read again
        configurations.getFactoryConfiguration(JOB, "on", "?").update(enabled(true));
        eventuallyUsed(MAILER, 1);
        assertEquals(0, module(REPORTS).get("used").getAsLong());
        assertEquals("open", admin.gate().text("state"));
        assertEquals(before, verdictsOf(REPORTS));
        assertEquals("", in.notActiveBut(Set.of()));
    }

    private static Dictionary<String, Object> enabled(boolean enabled) {
        return FrameworkUtil.asDictionary(Map.of("enabled", enabled));
    }

    private long verdictsOf(String id) throws Exception {
        return admin.get("/api/v1/verdicts").is(200).array().asList().stream()
                .filter(entry ->
                        entry.getAsJsonObject().get("module").getAsString().equals(id))
                .count();
    }

    private JsonObject module(String id) throws Exception {
        return admin.get("/api/v1/modules/" + id).is(200).object();
    }

    private void eventuallyUsed(String id, long expected) {
        in.eventually(expected + " of " + id + " are in use", Duration.ofSeconds(10), () -> {
            long used = module(id).get("used").getAsLong();
            return used == expected ? "" : "used " + used;
        });
    }

    private boolean isGranted(String id) throws Exception {
        return !context.getServiceReferences(Condition.class, "(osgi.condition.id=webgate.module." + id + ")")
                .isEmpty();
    }
}
