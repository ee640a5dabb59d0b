// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.gate.api.GateView;
import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.MachineIdentity;
import io.webgate.license.api.Media;
import io.webgate.license.api.VendorRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What this host is: {@code /api/v1/host} and {@code /api/v1/machine-key} (R15, R16, R18). */
final class HostEndpoints {

    private static final Logger LOG = LoggerFactory.getLogger(HostEndpoints.class);

    private final Plane plane;

    HostEndpoints(Plane plane) {
        this.plane = plane;
    }

    void addTo(Router router) {
        router.on("GET /api/v1/host viewer", this::host);
        router.on("GET /api/v1/machine-key viewer", this::machineKey);
        router.on("GET /api/v1/machine-key/request viewer", this::request);
    }

    private Answer host(Ask ask) {
        LicenseRegistry registry = plane.needRegistry(ask.locale());
        GateView gate = plane.needWatch(ask.locale()).view();
        return Answer.json(
                200,
                Json.object()
                        .put("version", plane.version())
                        .put("edition", registry.edition())
                        .put(
                                "applications",
                                registry.applications().stream()
                                        .sorted()
                                        .map(ApplicationId::value)
                                        .toList())
                        .put("machineKey", plane.needMachine(ask.locale()).machineKey())
                        .put("trust", registry.trust())
                        .put("gate", GateEndpoints.summary(gate).map())
                        .map());
    }

    private Answer machineKey(Ask ask) {
        MachineIdentity machine = plane.needMachine(ask.locale());
        return Answer.json(
                200,
                Json.object()
                        .put("machineKey", machine.machineKey())
                        .put("weak", machine.isWeak())
                        .put(
                                "components",
                                machine.components().stream()
                                        .map(component -> Json.object()
                                                .put("name", component.name())
                                                .put("present", component.present())
                                                .put("substituted", component.substituted())
                                                .put(
                                                        "unreadable",
                                                        machine.unreadable().contains(component.name()))
                                                .map())
                                        .toList())
                        .put("media", media(drive -> drive.key()
                                .map(key -> view(drive).put("key", key))))
                        .put("mediaWithoutKey", media(drive -> drive.reason()
                                .map(reason -> view(drive).put("reason", reason.in(ask.locale())))))
                        .map());
    }

    /** The file is canonical: it goes out byte for byte. */
    private Answer request(Ask ask) {
        try {
            byte[] file = plane.needVendorRequest(ask.locale()).file();
            return Answer.text(200, "application/json;charset=utf-8", new String(file, StandardCharsets.UTF_8))
                    .with("Content-Disposition", "attachment; filename=\"" + VendorRequest.FILE_NAME + "\"");
        } catch (UncheckedIOException failure) {
            LOG.error("No request to the vendor can be made", failure);
            throw Problems.of(
                    507,
                    "store-full",
                    new LocalizedText("The request could not be made", "Запрос не удалось подготовить"),
                    new LocalizedText(
                            "What its answer must echo can't be kept: the disk is full or read-only.",
                            "Нельзя сохранить число, которое должно повториться в ответе: диск заполнен или доступен"
                                    + " только для чтения."),
                    ask.locale());
        }
    }

    /** What is plugged in is told even where the service that watches it is not there: then it is nothing. */
    private List<Map<String, Object>> media(Function<Media, Optional<Json.Members>> view) {
        return plane.media().stream()
                .flatMap(media -> media.plugged().stream())
                .flatMap(drive -> view.apply(drive).stream())
                .map(Json.Members::map)
                .toList();
    }

    private static Json.Members view(Media drive) {
        return Json.object().put("label", drive.label()).put("product", drive.product());
    }
}
