// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import io.webgate.access.Access;
import io.webgate.access.AccessException;
import io.webgate.access.Act;
import io.webgate.access.ApiToken;
import io.webgate.access.Authentication;
import io.webgate.access.Device;
import io.webgate.access.EnrolmentCode;
import io.webgate.access.EnrolmentRequest;
import io.webgate.access.NewDevice;
import io.webgate.access.NewToken;
import io.webgate.access.Origin;
import io.webgate.gate.http.Caller;
import io.webgate.gate.http.Role;
import io.webgate.license.api.IdempotencyKey;
import io.webgate.license.api.LocalizedText;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Access in memory, as far as this face uses it. */
final class FakeAccess implements Access {

    final List<ApiToken> tokens = new ArrayList<>();
    final List<Device> devices = new ArrayList<>();
    final List<Act> acts = new ArrayList<>();
    final List<EnrolmentRequest> requests = new ArrayList<>();
    final Map<String, String> kept = new HashMap<>();
    final List<Optional<IdempotencyKey>> keys = new ArrayList<>();
    Optional<String> trouble = Optional.empty();

    @Override
    public Authentication authenticate(String bearer, Origin origin) {
        throw new UnsupportedOperationException("Authentication is the filter's");
    }

    @Override
    public NewToken createToken(String by, String label, Role role, Optional<IdempotencyKey> key) {
        keys.add(key);
        ApiToken token = new ApiToken("t-" + tokens.size(), label, role, FakePlane.NOW, by);
        tokens.add(token);
        return new NewToken(token, "wgt_secret");
    }

    @Override
    public List<ApiToken> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public boolean revokeToken(String by, String id) {
        return tokens.removeIf(token -> token.id().equals(id));
    }

    @Override
    public EnrolmentCode enrol(String by, EnrolmentRequest request, Optional<IdempotencyKey> key) {
        keys.add(key);
        requests.add(request);
        return new EnrolmentCode("e-1", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF", FakePlane.NOW.plusSeconds(600));
    }

    @Override
    public NewDevice redeem(String typed, Origin origin, Optional<IdempotencyKey> key) throws AccessException {
        if (typed.equals("right")) {
            devices.add(new Device(
                    new Caller.Enrolment("d-1", "Tablet", Set.of(Samples.WAITER), 1, 1), FakePlane.NOW, "ops"));
            return new NewDevice("d-1", "wgd_secret");
        }
        if (typed.equals("flood")) {
            throw new AccessException(
                    AccessException.Fault.TOO_MANY_ATTEMPTS,
                    new LocalizedText("Wait", "Подождите"),
                    Duration.ofSeconds(30),
                    null);
        }
        throw new AccessException(AccessException.Fault.CODE_USED, new LocalizedText("Used", "Использован"));
    }

    @Override
    public List<Device> devices() {
        return List.copyOf(devices);
    }

    @Override
    public boolean revokeDevice(String by, String device) {
        return devices.removeIf(found -> found.enrolment().device().equals(device));
    }

    @Override
    public void record(String by, String what, String subject, String outcome) {
        acts.add(0, new Act(acts.size() + 1, FakePlane.NOW, by, what, subject, outcome));
    }

    @Override
    public List<Act> acts(int most) {
        return acts.stream().limit(most).toList();
    }

    @Override
    public Optional<String> replay(IdempotencyKey key) throws AccessException {
        String answer = kept.get(key.key());
        if (answer == null) {
            return Optional.empty();
        }
        if (!answer.startsWith(key.digest() + " ")) {
            throw new AccessException(AccessException.Fault.KEY_REUSED, new LocalizedText("Reused", "Повтор"));
        }
        return Optional.of(answer.substring(key.digest().length() + 1));
    }

    @Override
    public void remember(IdempotencyKey key, String answer) {
        kept.put(key.key(), key.digest() + " " + answer);
    }

    @Override
    public Optional<String> storeTrouble() {
        return trouble;
    }
}
