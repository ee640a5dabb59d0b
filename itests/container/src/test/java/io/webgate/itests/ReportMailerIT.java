// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.webgate.gate.api.Concern;
import io.webgate.license.api.LocalizedText;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;

import javax.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

/** The report mailer with a real report, a real mail server, and the licence (R29, R65). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ReportMailerIT {

    private static final String REPORTS = "powerpos.web-reports";
    private static final String MAILER = "powerpos.report-mailer";
    private static final String CONFIG = "/api/v1/config/";
    private static final String SOURCE = CONFIG + "io.webgate.plugin.web-reports.source~till";
    private static final String REPORT = CONFIG + "io.webgate.plugin.web-reports~daily";
    private static final String SERVER = CONFIG + "io.webgate.plugin.report-mailer";
    private static final String JOB = CONFIG + "io.webgate.plugin.report-mailer.job";
    private static final String SEND = "/gate/report-mailer/jobs/morning/send";
    private static final String PAGE = "/admin/ext/report-mailer";
    private static final String BUNDLE = "io.webgate.plugin.report.mailer";

    @Inject
    private BundleContext context;

    private InContainer in;
    private Api admin;
    private ThrowawayVendor vendor;

    @Configuration
    public Option[] configuration() {
        MailHost mail = new MailHost();
        Option[] host = ContainerOptions.of("report-mailer");
        Option[] all = Arrays.copyOf(host, host.length + 2);
        all[host.length] = frameworkProperty("webgate.test.smtp").value(Integer.toString(mail.smtp()));
        all[host.length + 1] = frameworkProperty("webgate.test.pop3").value(Integer.toString(mail.pop3()));
        return all;
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        vendor = in.vendor();
        in.eventuallyGateIs("open");
        admin.install(vendor.license(REPORTS, 1)).is(201);
        admin.install(vendor.license(MAILER, 1)).is(201);
        Path database = Path.of(context.getProperty("webgate.home"), "var", "till.db");
        if (!Files.exists(database)) {
            Files.createFile(database);
        }
        set(SOURCE, "{\"url\":\"jdbc:sqlite:" + database + "\"}");
        set(
                REPORT,
                "{\"title\":\"Sales\",\"title.ru\":\"Выручка\",\"source\":\"till\","
                        + "\"query\":\"SELECT :shop AS shop, 1250 AS total UNION ALL SELECT 'Всего', 9999\","
                        + "\"parameters\":[\"shop TEXT = none\"]}");
        set(
                SERVER,
                "{\"host\":\"127.0.0.1\",\"port\":" + context.getProperty("webgate.test.smtp")
                        + ",\"security\":\"none\",\"sender\":\"gate@example.com\"}");
    }

    @After
    public void asBefore() throws Exception {
        in.bundle(BUNDLE).start();
        for (String one : new String[] {JOB + "~morning", JOB + "~evening", SERVER, REPORT, SOURCE}) {
            admin.delete(one);
        }
        // a report that is still counted would stop the gate with its licence
        eventuallyUsed(REPORTS, 0);
        eventuallyUsed(MAILER, 0);
        admin.removeAllLicenses();
        in.eventuallyGateIs("open");
    }

    private void set(String pid, String body) throws Exception {
        Answer answer = admin.put(pid, body);
        assertTrue(answer.body(), answer.status() == 200 || answer.status() == 201);
    }

    private static String job(String recipient, String schedule) {
        return "{\"report\":\"daily\",\"parameters\":[\"shop=Кафе «Осень»\"],\"schedule\":\"" + schedule
                + "\",\"zone\":\"Europe/Moscow\",\"recipients\":[\"" + recipient
                + "\"],\"format\":\"csv\",\"language\":\"ru\"}";
    }

    private List<String> mails(String recipient) throws Exception {
        return new Mailbox(Integer.parseInt(context.getProperty("webgate.test.pop3")), recipient).mails();
    }

    private void eventuallyMails(String recipient, int expected) {
        in.eventually(expected + " mails for " + recipient, Api.PATIENCE, () -> {
            int found = mails(recipient).size();
            return found == expected
                    ? ""
                    : found + ", and the history is "
                            + admin.get("/gate/report-mailer/history").body();
        });
    }

    private void eventuallyUsed(String module, long expected) {
        in.eventually(expected + " of " + module + " are counted", Api.PATIENCE, () -> {
            long used = admin.get("/api/v1/modules/" + module).is(200).number("used");
            return used == expected ? "" : "used " + used;
        });
    }

    /** Settings are in effect behind the answer: the plugin has the job a moment after it was saved. */
    private void eventuallyJob(String name) {
        in.eventually("The plugin has the job " + name, Api.PATIENCE, () -> {
            Answer jobs = admin.get("/gate/report-mailer/jobs").is(200);
            return jobs.array().asList().stream().anyMatch(job -> job.getAsJsonObject()
                            .get("job")
                            .getAsString()
                            .equals(name))
                    ? ""
                    : jobs.body();
        });
    }

    private JsonObject module() throws Exception {
        return admin.get("/api/v1/modules/" + MAILER).is(200).object();
    }

    private Answer page(String language) throws Exception {
        return admin.get(PAGE, "Accept", "text/html", "Accept-Language", language);
    }

    private void eventuallyPage(boolean held) {
        in.eventually(held ? "The page says held" : "The page offers to send", Api.PATIENCE, () -> {
            Answer page = page("en");
            boolean says = page.body().contains("id=\"mailer-held\"");
            return page.status() == 200 && says == held ? "" : page.status() + " " + page.body();
        });
    }

    @Test
    public void r65AJobBySettingsIsMailedWithItsReportAndToldOf() throws Exception {
        String anna = "anna@example.com";
        eventuallyPage(false);
        Answer wrong = admin.put(JOB + "~morning", job(anna, "0 8 * *")).is(422);
        assertTrue(wrong.body(), wrong.body().contains("schedule"));
        admin.put(JOB + "~morning", job("anna", "0 8 * * *")).is(422);
        admin.get(JOB + "~morning").is(404);
        Answer plan =
                admin.post(JOB + "~morning/preview", job(anna, "0 8 1 1 *")).is(200);
        assertTrue(plan.body(), plan.body().contains("1 Jan ") && plan.body().contains("Europe/Moscow"));
        admin.put(JOB + "~morning", job(anna, "0 8 1 1 *")).is(201);
        eventuallyJob("morning");

        Answer test = admin.post("/gate/report-mailer/test", "{\"recipient\":\"" + anna + "\"}")
                .is(200);
        assertTrue(test.body(), test.object().get("sent").getAsBoolean());
        eventuallyMails(anna, 1);
        admin.post("/gate/report-mailer/test", "{\"recipient\":\"anna\\r\\nBcc: b@example.com\"}")
                .is(422);

        String run = admin.post(SEND, "", "Idempotency-Key", "k1").is(202).text("run");
        assertEquals(run, admin.post(SEND, "", "Idempotency-Key", "k1").is(202).text("run"));
        eventuallyMails(anna, 2);
        opened(mails(anna).get(1));

        in.eventually("The history says sent", Api.PATIENCE, () -> {
            JsonObject last = admin.get("/gate/report-mailer/history?limit=1")
                    .is(200)
                    .array()
                    .get(0)
                    .getAsJsonObject();
            return last.get("run").getAsString().equals(run)
                            && last.get("state").getAsString().equals("done")
                    ? ""
                    : last.toString();
        });
        assertEquals(
                "{\"sends\":true}", admin.get("/gate/report-mailer").is(200).body());
        JsonObject listed =
                admin.get("/gate/report-mailer/jobs").is(200).array().get(0).getAsJsonObject();
        assertEquals("morning", listed.get("job").getAsString());
        assertTrue(listed.toString(), listed.get("next").getAsString().endsWith("-01-01T05:00:00Z"));
        String russian = page("ru").is(200).body();
        assertTrue(russian, russian.contains(anna) && russian.contains("Отправить сейчас"));
        assertFalse(russian, russian.contains("${"));
        admin.post("/gate/report-mailer/jobs/none/send", "").is(404);
        admin.asNobody().get("/gate/report-mailer/history").is(401);
        admin.asNobody().get("/gate/report-mailer").is(401);
    }

    private static void opened(String raw) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(Session.class.getClassLoader());
        try {
            MimeMessage mail = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
            assertTrue(mail.getSubject(), mail.getSubject().startsWith("Выручка, "));
            assertEquals("auto-generated", mail.getHeader("Auto-Submitted")[0]);
            Multipart parts = (Multipart) mail.getContent();
            assertTrue(parts.getBodyPart(0).getContent().toString().contains("Отчёт «Выручка»"));
            Part file = parts.getBodyPart(1);
            assertTrue(
                    file.getFileName(), file.getFileName().matches("Выручка \\d{4}-\\d\\d-\\d\\d \\d\\d-\\d\\d\\.csv"));
            try (InputStream bytes = file.getInputStream()) {
                String csv = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(csv, csv.startsWith("\uFEFF"));
                assertTrue(csv, csv.contains("Кафе «Осень»;1250") && csv.contains("Всего;9999"));
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    public void r29AJobTooManyStopsTheServiceAloneAndFewerStartItAgain() throws Exception {
        String boris = "boris@example.com";
        admin.put(JOB + "~morning", job(boris, "0 8 1 1 *")).is(201);
        eventuallyJob("morning");
        eventuallyPage(false);
        admin.post(SEND, "").is(202);
        eventuallyMails(boris, 1);

        // told before it is saved
        Answer refused = admin.put(JOB + "~evening", job(boris, "0 20 1 1 *")).is(409);
        assertEquals(MAILER, refused.text("module"));
        assertEquals(2, refused.number("used"));
        admin.put(JOB + "~evening?confirm=true", job(boris, "0 20 1 1 *")).is(201);
        eventuallyUsed(MAILER, 2);
        eventuallyPage(true);
        Answer held = admin.post(SEND, "").is(403);
        assertEquals("not-licensed", held.text("code"));
        assertEquals(MAILER, held.text("module"));
        assertEquals(2, held.number("used"));
        assertEquals(1, held.number("limit"));
        String page = page("ru").is(200).body();
        assertTrue(page, page.contains("Ни одно задание не отправляется") && page.contains(boris));
        assertFalse(page, page.contains("id=\"send-morning\""));
        assertEquals("open", admin.gate().text("state"));
        assertEquals("over", module().get("state").getAsString());

        admin.delete(JOB + "~evening").is(204);
        eventuallyUsed(MAILER, 1);
        eventuallyPage(false);
        assertEquals("nothing went while it was held", 1, mails(boris).size());
        admin.post(SEND, "").is(202);
        eventuallyMails(boris, 2);
    }

    @Test
    public void r29TheSameWhileThePluginsBundleIsStopped() throws Exception {
        String carl = "carl@example.com";
        Bundle plugin = in.bundle(BUNDLE);
        plugin.stop();
        admin.put(JOB + "~morning", job(carl, "0 8 1 1 *")).is(201);
        admin.put(JOB + "~evening", job(carl, "0 20 1 1 *")).is(409);
        admin.put(JOB + "~evening?confirm=true", job(carl, "0 20 1 1 *")).is(201);
        eventuallyUsed(MAILER, 2);
        assertEquals("over", module().get("state").getAsString());
        assertEquals("open", admin.gate().text("state"));

        plugin.start();
        eventuallyPage(true);
        admin.post(SEND, "").is(403);
        assertEquals(List.of(), mails(carl));

        // switched off, it counts nothing; more licence would do the same
        admin.put(JOB + "~evening", job(carl, "0 20 1 1 *").replace("{\"report\"", "{\"enabled\":false,\"report\""))
                .is(200);
        eventuallyUsed(MAILER, 1);
        eventuallyPage(false);
        eventuallyJob("morning");
        admin.post(SEND, "").is(202);
        eventuallyMails(carl, 1);
    }

    private String concerns() throws Exception {
        return admin.get("/health").is(200).object().getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(check -> check.get("name").getAsString().equals("concerns"))
                .map(check -> check.get("status").getAsString() + " "
                        + check.get("text").getAsString())
                .findFirst()
                .orElseThrow();
    }

    private String overview(String language) throws Exception {
        return admin.get("/admin", "Accept", "text/html", "Accept-Language", language)
                .is(200)
                .body();
    }

    @Test
    public void aConcernIsToldByHealthAndOverviewWhileItIsRegistered() throws Exception {
        assertEquals("ok ", concerns());
        ServiceRegistration<Concern> told = context.registerService(
                Concern.class,
                new Concern(
                        "sample-disk-full",
                        new LocalizedText("Sample: the <disk> is full.", "Пример: <диск> заполнен."),
                        Instant.parse("2026-11-27T08:00:00Z")),
                null);
        ServiceRegistration<?> ofAFactory = context.registerService(
                Concern.class,
                new PrototypeServiceFactory<Concern>() {
                    @Override
                    public Concern getService(Bundle bundle, ServiceRegistration<Concern> registration) {
                        throw new AssertionError("A look at the health must not run a plugin's code");
                    }

                    @Override
                    public void ungetService(
                            Bundle bundle, ServiceRegistration<Concern> registration, Concern service) {
                        throw new AssertionError("None was got");
                    }
                },
                null);
        try {
            assertEquals("warn sample-disk-full since 2026-11-27T08:00:00Z: Sample: the <disk> is full.", concerns());
            assertEquals("warn", admin.asNobody().get("/health").is(200).text("status"));
            String english = overview("en");
            assertTrue(english, english.contains("Sample: the &lt;disk&gt; is full. (since "));
            String russian = overview("ru");
            assertTrue(russian, russian.contains("Пример: &lt;диск&gt; заполнен. (с "));
            assertEquals("open", admin.gate().text("state"));
        } finally {
            ofAFactory.unregister();
            told.unregister();
        }
        assertEquals("ok ", concerns());
        assertFalse(overview("en").contains("Sample: the "));
    }

    @Test
    public void r65AMailerThatCannotLockItsSpoolIsTheHostsConcernUntilItCan() throws Exception {
        String dora = "dora@example.com";
        eventuallyPage(false);
        admin.put(JOB + "~morning", job(dora, "0 8 1 1 *")).is(201);
        eventuallyJob("morning");
        Path lock = Path.of(context.getProperty("webgate.home"), "var", "report-mailer.lock");
        in.eventually("No file, but a folder is where the lock has to be", Api.PATIENCE, () -> {
            Files.deleteIfExists(lock);
            Files.createDirectory(lock);
            return "";
        });
        try {
            admin.post(SEND, "").is(202);
            in.eventually("The host is told", Api.PATIENCE, () -> {
                String told = concerns();
                return told.startsWith("warn report-mailer-spool-not-locked since ") ? "" : told;
            });
            assertTrue(overview("ru").contains("Рассылка отчётов ничего не отправляет."));
            // withheld, it sends nothing for another reason
            admin.put(JOB + "~evening?confirm=true", job(dora, "0 20 1 1 *")).is(201);
            eventuallyPage(true);
            in.eventually("Nothing is told of a service that has gone", Api.PATIENCE, () -> {
                String told = concerns();
                return told.equals("ok ") ? "" : told;
            });
            admin.delete(JOB + "~evening").is(204);
            in.eventually("It is told again", Api.PATIENCE, () -> {
                String told = concerns();
                return told.startsWith("warn report-mailer-spool-not-locked since ") ? "" : told;
            });
        } finally {
            Files.delete(lock);
        }
        // The concern may be told by a thread of a service that is only just coming
        eventuallyPage(false);
        admin.post(SEND, "").is(202);
        in.eventually("It has passed", Api.PATIENCE, () -> {
            String told = concerns();
            return told.equals("ok ") ? "" : told;
        });
        eventuallyMails(dora, 2);
    }
}
