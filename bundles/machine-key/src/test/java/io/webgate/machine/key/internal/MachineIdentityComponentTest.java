// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key.internal;

import io.webgate.license.api.MachineIdentity;
import io.webgate.machine.key.MachineIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MachineIdentityComponentTest {

    @Test
    void theHostGivesTheSameAnswerAsTheCommandLine(@TempDir Path home) throws Exception {
        MachineIdentity host = new MachineIdentityComponent(context(Map.of("webgate.home", home.toString())));
        MachineIdentity commandLine = MachineIdentities.read(home, Path.of("/"), new SecureRandom());
        assertThat(host.machineKey()).isEqualTo(commandLine.machineKey());
        assertThat(host.isWeak()).isEqualTo(commandLine.isWeak());
        assertThat(host.components()).isEqualTo(commandLine.components());
        assertThat(host.matching(commandLine.machineKey()))
                .isEqualTo(commandLine.matching(commandLine.machineKey()))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesToStartWithoutAHome() {
        BundleContext context = context(Map.of());
        assertThatThrownBy(() -> new MachineIdentityComponent(context)).hasMessageContaining("webgate.home");
    }

    @Test
    void r16AHostWithAnUnusableIdentityStartsButNothingFits(@TempDir Path home, @TempDir Path root) throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/identity"), "short");
        MachineIdentity identity = MachineIdentityComponent.identity(home, root);
        assertThat(identity.isWeak()).isTrue();
        assertThat(identity.matching(identity.machineKey())).isZero();
    }

    private static BundleContext context(Map<String, String> properties) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getProperty")) {
                        return properties.get((String) arguments[0]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A question that it left to the interface's default would be answered for no computer. */
    @Test
    void answersEveryQuestionItself() throws Exception {
        for (Method question : MachineIdentity.class.getMethods()) {
            Method own = MachineIdentityComponent.class.getMethod(question.getName(), question.getParameterTypes());
            assertThat(own.getDeclaringClass()).as(question.getName()).isEqualTo(MachineIdentityComponent.class);
        }
    }
}
