// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.report.mailer.internal;

import io.webgate.license.api.LocalizedText;
import io.webgate.license.spi.SettingsCheck;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refuses settings of the mail server that can't be, before they are saved. Thread-safe. */
@Component(service = SettingsCheck.class)
public final class ServerCheck implements SettingsCheck {

    private final Path home;

    /** Looks up files in the host's home. */
    @Activate
    public ServerCheck(BundleContext context) {
        this(Mailer.home(context));
    }

    ServerCheck(Path home) {
        this.home = home;
    }

    @Override
    public String pid() {
        return MailServer.PID;
    }

    @Override
    public List<Remark> check(Map<String, ?> values) {
        MailServer.Reading reading = MailServer.read(values, home);
        List<Remark> remarks = new ArrayList<>(JobCheck.refusals(reading.faults()));
        boolean clear = reading.server()
                .filter(server -> server.security() == MailServer.Security.NONE)
                .filter(server -> server.user().isPresent())
                .isPresent();
        if (clear) {
            remarks.add(new Remark(
                    "security",
                    new LocalizedText(
                            "User and password go over the network in the clear.",
                            "Имя и пароль передаются по сети открытым текстом."),
                    false));
        }
        if (remarks.isEmpty() && reading.server().isEmpty()) {
            remarks.add(new Remark(
                    "host",
                    new LocalizedText("Without a server no mail is sent.", "Без сервера письма не отправляются."),
                    false));
        }
        return remarks;
    }
}
