// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
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

import javax.inject.Inject;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

/** The commands in the host that ships, over the same way as {@link ExcessIT}. Words are not compared: either language. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ShellIT {

    @Inject
    private BundleContext context;

    @Inject
    private CommandProcessor processor;

    private InContainer in;
    private Api admin;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("shell");
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        in.eventuallyGateIs("open");
    }

    @After
    public void asBefore() throws Exception {
        admin.removeAllLicenses();
        admin.post("/api/v1/gate/resume", "").is(200);
        in.eventuallyGateIs("open");
    }

    @Test
    public void r54AnOperatorInstallsLooksForTheCauseAndResumesByCommands() throws Exception {
        prints("gate:status", "io.webgate.plugin.mobile.waiter");
        Path file = Files.write(
                Path.of(context.getProperty("webgate.home"), "one.wgl"),
                in.vendor().license(Api.WAITER, 1));
        String installed = run("license:install '" + file + "'");
        String id = admin.get("/api/v1/licenses")
                .is(200)
                .array()
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
        assertTrue(installed, installed.contains(id) && installed.contains("valid"));
        prints("license:list", id);
        prints("license:show " + id, Api.WAITER + " 1");

        Api till = admin.as(admin.device("Till", 2));
        String session = till.open("Anna").is(201).text("session");
        prints("seats:list " + Api.WAITER, session);
        till.open("Boris").is(503);
        in.eventuallyGateIs("stopped");

        for (String name : List.of(Api.WAITER, "io.webgate.plugin.mobile.waiter", "mobile-waiter")) {
            String why = run("license:why " + name);
            assertTrue(why, why.contains("excess, stop-gate") && why.matches("(?s).*\\b2 (of|из) 1\\b.*"));
        }
        prints("journal:list 1", "stop-gate");
        run("gate:resume");
        in.eventuallyGateIs("open");
        assertEquals("shell", last("resumedBy"));
        run("license:remove " + id);
        assertEquals(0, admin.get("/api/v1/licenses").is(200).array().size());
    }

    @Test
    public void aSeatIsEvictedAndItsHolderKeptOut() throws Exception {
        admin.install(in.vendor().license(Api.WAITER, 2)).is(201);
        Api till = admin.as(admin.device("Till", 2));
        String session = till.open("Anna").is(201).text("session");
        run("seats:evict " + Api.WAITER + " " + session + " --hold 15m");
        assertEquals("held-out", till.open("Anna").is(403).text("code"));
    }

    @Test
    public void aCommandThatFailsSaysWhyInASentenceAndShowsNoStack() {
        Exception failure = assertThrows(Exception.class, () -> run("license:show no-such-licence"));
        assertTrue(failure.getMessage(), failure.getMessage().contains("no-such-licence"));
        assertEquals(0, failure.getStackTrace().length);
    }

    @Test
    public void theGateIsStoppedByCommandUntilItIsResumed() throws Exception {
        run("gate:stop 'stock-taking'");
        in.eventuallyGateIs("stopped");
        run("gate:resume");
        in.eventuallyGateIs("open");
    }

    @Test
    public void withoutASessionTheShellHasNoThread() throws Exception {
        run("gate:status");
        in.eventually("No thread of the shell is left", Api.PATIENCE, () -> {
            List<String> threads = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().contains("gogo")
                            || Arrays.stream(thread.getValue())
                                    .anyMatch(frame -> frame.getClassName().startsWith("org.apache.felix.gogo")))
                    .map(thread -> thread.getKey().getName())
                    .toList();
            return threads.isEmpty() ? "" : threads.toString();
        });
    }

    @Test
    public void withoutTheWebConsoleThereIsNoTabAndNoPathForIt() throws Exception {
        assertNull(context.getAllServiceReferences(
                "jakarta.servlet.Servlet", "(felix.webconsole.label=webgate-licensing)"));
        for (String path : List.of("/webgate-licensing", "/system/console", "/system/console/webgate-licensing")) {
            admin.get(path).is(404);
        }
    }

    private void prints(String command, String words) throws Exception {
        String printed = run(command);
        assertTrue(printed, printed.contains(words));
    }

    private String last(String member) throws Exception {
        return admin.get("/api/v1/verdicts")
                .is(200)
                .array()
                .get(0)
                .getAsJsonObject()
                .get(member)
                .getAsString();
    }

    private String run(String command) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (CommandSession session =
                processor.createSession(new ByteArrayInputStream(new byte[0]), printed, printed)) {
            return String.valueOf(session.execute(command));
        }
    }
}
