// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;
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
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import javax.inject.Inject;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** What ships is up, and every route that is registered is in the matrix of roles, and answers as it says (T48). */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ShippedIT {

    @Inject
    private BundleContext context;

    private InContainer in;
    private Api admin;

    @Configuration
    public Option[] configuration() {
        return ContainerOptions.of("shipped");
    }

    @Before
    public void ready() throws Exception {
        in = new InContainer(context);
        admin = in.ready();
        in.eventuallyGateIs("open");
    }

    @Test
    public void everyShippedBundleIsActive() {
        in.eventuallyNotActiveBut(Set.of());
    }

    /** The plugins' servlets are there only while their modules are granted. */
    private void grantWhatServes() throws Exception {
        for (String module :
                List.of(Api.WAITER, "powerpos.retail-operations", "powerpos.web-reports", "powerpos.report-mailer")) {
            admin.install(in.vendor().license(module, 1)).is(201);
        }
        String matrix = String.join("\n", matrix());
        in.eventually("The servlets of all plugins are there", Api.PATIENCE, () -> {
            String declared = String.join("\n", declared(new ArrayList<>()));
            return declared.equals(matrix) ? "" : declared;
        });
    }

    /** The routes of all servlets; those that declare none are put into the list. */
    private Set<String> declared(List<String> silent) throws InvalidSyntaxException {
        Set<String> declared = new TreeSet<>();
        Collection<ServiceReference<Servlet>> servlets = context.getServiceReferences(Servlet.class, null);
        for (ServiceReference<Servlet> servlet : servlets) {
            Object routes = servlet.getProperty("webgate.routes");
            if (routes instanceof String[] several) {
                declared.addAll(List.of(several));
            } else if (routes instanceof String one) {
                declared.add(one);
            } else {
                silent.add(servlet.toString());
            }
        }
        return declared;
    }

    @Test
    public void t48EveryRegisteredServletDeclaresItsRoutesAndTheyAreTheMatrix() throws Exception {
        grantWhatServes();
        List<String> silent = new ArrayList<>();
        Set<String> declared = declared(silent);
        assertTrue("Servlets without routes: " + silent, silent.isEmpty());
        assertEquals(String.join("\n", matrix()), String.join("\n", declared));
        admin.removeAllLicenses();
    }

    @Test
    public void t48EachRouteAnswersStrangersAndDevicesAsTheMatrixSays() throws Exception {
        grantWhatServes();
        Api device = admin.as(admin.device("Probe", 1));
        for (String line : matrix()) {
            String[] route = line.split(" ", -1);
            String method = route[0].equals("*") ? "GET" : route[0];
            String path = route[1].replaceAll("\\{[a-z]+}", "none").replace("/**", "/none");
            boolean open = route[2].equals("public");
            // a route may name several rights: any of them opens it
            boolean forDevices = matrix().contains(route[0] + " " + route[1] + " device");
            Answer stranger = admin.asNobody().send(method, path, new byte[0]);
            // Whoever asks for a page is led to where he can sign in, and sees nothing of it
            boolean led = !open && method.equals("GET") && path.startsWith("/admin") && stranger.status() == 303;
            assertEquals(line + " answered a stranger " + stranger.status(), !open, led || stranger.status() == 401);
            assertTrue(
                    line + " told a stranger " + stranger.body(),
                    !led || stranger.body().isEmpty());
            Answer asDevice = device.send(method, path, new byte[0]);
            // A page that refuses what was typed is no refusal of the caller
            boolean refused = asDevice.status() == 403
                    && asDevice.body().startsWith("{")
                    && asDevice.text("code").equals("forbidden");
            assertEquals(
                    line + " answered a device " + asDevice.status() + " " + asDevice.body(),
                    !open && !forDevices,
                    refused);
        }
        admin.removeAllLicenses();
    }

    @Test
    public void t49TricksWithThePathOpenNothing() throws Exception {
        for (String path : List.of(
                "//api/v1/licenses",
                "/api//v1/licenses",
                "/api/v1/licenses;x=1",
                "/api/v1/%6cicenses",
                "/api/v1/%2e%2e/v1/licenses",
                "/api/v1/licenses%2f",
                "/API/v1/licenses",
                "/api/v1/licenses.",
                "/api/v1/licenses/",
                "/system/console",
                "/nowhere")) {
            int status = admin.asNobody().get(path).status();
            assertTrue(path + " answered " + status, status == 400 || status == 401 || status == 404);
        }
    }

    /** Whoever reads an answer must be able to tell that its end is missing. */
    @Test
    public void anAnswerThatFailsInTheMiddleDoesNotLookWhole() throws Exception {
        Servlet failing = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("the first half");
                response.flushBuffer();
                throw new IllegalStateException("The second half is missing");
            }
        };
        ServiceRegistration<Servlet> registration = context.registerService(
                Servlet.class,
                failing,
                FrameworkUtil.asDictionary(
                        Map.of("osgi.http.whiteboard.servlet.pattern", "/half", "webgate.routes", new String[] {
                            "GET /half viewer"
                        })));
        try {
            Eventually.isSo(
                    "The answer breaks off",
                    Api.PATIENCE,
                    () -> {
                        try {
                            return "answered " + admin.get("/half").status();
                        } catch (IOException broken) {
                            return "";
                        }
                    },
                    () -> "");
        } finally {
            registration.unregister();
        }
    }

    private static List<String> matrix() throws Exception {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(ShippedIT.class.getResourceAsStream("/routes.txt"), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .sorted()
                    .toList();
        }
    }
}
