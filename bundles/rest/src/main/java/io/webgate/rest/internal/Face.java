// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.rest.internal.events.Events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Everything that this face answers, in one router. */
final class Face {

    private Face() {}

    static Router of(Plane plane, Events events) {
        Refusals refusals = new Refusals();
        Router router = new Router();
        new Health(plane).addTo(router);
        new Metrics(plane, refusals).addTo(router);
        new HostEndpoints(plane).addTo(router);
        new LicenseEndpoints(plane).addTo(router);
        new PreviewEndpoints(plane, ZoneId.systemDefault()).addTo(router);
        new ModuleEndpoints(plane).addTo(router);
        new HistoryEndpoint(plane).addTo(router);
        new ConnectionEndpoints(plane, refusals).addTo(router);
        new GateEndpoints(plane).addTo(router);
        new AccessEndpoints(plane).addTo(router);
        new ConfigEndpoints(plane).addTo(router);
        new EventEndpoint(events).addTo(router);
        Description description = new Description(openApi());
        router.on(
                "GET /api/v1/openapi.json public",
                ask -> Answer.text(200, "application/json;charset=utf-8", description.with(plane.fragments())));
        new Fallback(plane, refusals).addTo(router);
        return router;
    }

    /** This face's own description, without what other bundles bring. */
    static String openApi() {
        try (InputStream resource = Face.class.getResourceAsStream("openapi.json")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.json is missing from the bundle");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("openapi.json can't be read from the bundle", failure);
        }
    }
}
