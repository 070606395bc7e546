using AlbEmulator.Model;

namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    private const string NewHttps =
        "CreateListener&LoadBalancerArn={LB}&DefaultActions.member.1.Type=forward&" +
        "DefaultActions.member.1.TargetGroupArn={TG}&Protocol=HTTPS&Port={PORT}&" +
        "Certificates.member.1.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/1";

    private const string NewHttp =
        "CreateListener&LoadBalancerArn={LB}&DefaultActions.member.1.Type=forward&" +
        "DefaultActions.member.1.TargetGroupArn={TG}&Protocol=HTTP&Port={PORT}";

    private const string NewListener =
        "CreateListener&LoadBalancerArn={LB}&DefaultActions.member.1.Type=forward&" +
        "DefaultActions.member.1.TargetGroupArn={TG}";

    private const string ModifyListener = "ModifyListenerAttributes&ListenerArn={LISTENER}";

    /// <summary>Listeners, their certificates and attributes.</summary>
    private static readonly Combination[] OfListeners =
    [
        new("listener without port", "port must be specified", InFile.Problem, null, NewListener + "&Protocol=HTTP"),
        new("listener without protocol", "protocol must be specified", InFile.Problem,
            null,
            NewListener + "&Port={PORT}"),
        new("HTTPS without certificate", "certificate", InFile.Problem,
            null,
            NewListener + "&Protocol=HTTPS&Port={PORT}"),
        new("two certificates of a new listener", "one certificate", InFile.Problem,
            null,
            NewHttps + "&Certificates.member.2.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/2"),
        new("default certificate marked so", "IsDefault", InFile.Problem,
            null,
            NewHttps + "&Certificates.member.1.IsDefault=true"),
        new("certificates of HTTP", "ertificates", InFile.Problem,
            Listener("\"Certificates\": [{ \"CertificateFile\": \"a.pem\" }]"),
            NewHttp + "&Certificates.member.1.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/1"),
        new("policy of HTTP", "SslPolicy", InFile.Problem,
            Listener("\"SslPolicy\": \"ELBSecurityPolicy-2016-08\""),
            NewHttp + "&SslPolicy=ELBSecurityPolicy-2016-08"),
        new("ALPN policy", "AlpnPolicy", InFile.Problem,
            Listener("\"AlpnPolicy\": [\"None\"]"),
            NewHttp + "&AlpnPolicy.member.1=None"),
        new("mutual authentication off on HTTP", "MutualAuthentication", InFile.Note,
            Listener("\"MutualAuthentication\": { \"Mode\": \"off\" }"),
            NewHttp + "&MutualAuthentication.Mode=off"),
        new("mutual authentication on HTTP", "MutualAuthentication", InFile.Problem,
            Listener("\"MutualAuthentication\": { \"Mode\": \"passthrough\" }"),
            NewHttp + "&MutualAuthentication.Mode=passthrough"),
        new("mutual authentication given later to HTTP", "MutualAuthentication", InFile.Problem,
            null,
            "ModifyListener&ListenerArn={LISTENER}&MutualAuthentication.Mode=off"),
        new("expiry ignored beside passthrough", "IgnoreClientCertificateExpiry", InFile.Note,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"passthrough\", " +
                "\"IgnoreClientCertificateExpiry\": false }"),
            NewHttps + "&MutualAuthentication.Mode=passthrough&" +
            "MutualAuthentication.IgnoreClientCertificateExpiry=false"),
        new("expiry truly ignored beside passthrough", "IgnoreClientCertificateExpiry", InFile.Problem,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"passthrough\", " +
                "\"IgnoreClientCertificateExpiry\": true }"),
            NewHttps + "&MutualAuthentication.Mode=passthrough&" +
            "MutualAuthentication.IgnoreClientCertificateExpiry=true"),
        new("names advertised beside off", "AdvertiseTrustStoreCaNames", InFile.Note,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"off\", \"AdvertiseTrustStoreCaNames\": " +
                "\"off\" }"),
            NewHttps + "&MutualAuthentication.Mode=off&MutualAuthentication.AdvertiseTrustStoreCaNames=off"),
        new("names truly advertised beside off", "AdvertiseTrustStoreCaNames", InFile.Problem,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"off\", \"AdvertiseTrustStoreCaNames\": \"on\" " +
                "}"),
            NewHttps + "&MutualAuthentication.Mode=off&MutualAuthentication.AdvertiseTrustStoreCaNames=on"),
        new("trust store beside passthrough", "rust", InFile.Problem,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"passthrough\", \"TrustStoreArn\": \"x\" }"),
            NewHttps + "&MutualAuthentication.Mode=passthrough&MutualAuthentication.TrustStoreArn=x"),
        new("verify without trust store", "TrustStoreArn", InFile.Problem,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"verify\" }"),
            NewHttps + "&MutualAuthentication.Mode=verify"),
        new("association status given", "TrustStoreAssociationStatus", InFile.Problem,
            HttpsListener("\"MutualAuthentication\": { \"Mode\": \"off\", \"TrustStoreAssociationStatus\": " +
                "\"active\" }"),
            NewHttps + "&MutualAuthentication.Mode=off&MutualAuthentication.TrustStoreAssociationStatus=active"),
        new("other x_amzn_tls_version on HTTP", "routing.http.request.x_amzn_tls_version.header_name", InFile.Problem,
            Listener("\"Attributes\": { \"routing.http.request.x_amzn_tls_version.header_name\": " +
                "\"X-Version\" }"),
            ModifyListener + "&Attributes.member.1.Key=routing.http.request.x_amzn_tls_version.header_name&" +
            "Attributes.member.1.Value=X-Version"),
        new("tcp.idle_timeout.seconds", "tcp.idle_timeout.seconds", InFile.Problem,
            Listener("\"Attributes\": { \"tcp.idle_timeout.seconds\": \"350\" }"),
            ModifyListener + "&Attributes.member.1.Key=tcp.idle_timeout.seconds&Attributes.member.1.Value=350"),
        new("two certificates added in a call", "one certificate", InFile.Problem,
            null,
            "AddListenerCertificates&ListenerArn={LISTENER}&" +
            "Certificates.member.1.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/1&" +
            "Certificates.member.2.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/2"),
        new("two certificates removed in a call", "one certificate", InFile.Problem,
            null,
            "RemoveListenerCertificates&ListenerArn={LISTENER}&" +
            "Certificates.member.1.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/1&" +
            "Certificates.member.2.CertificateArn=arn:aws:acm:us-east-1:000000000000:certificate/2"),
    ];

    private static IEnumerable<Combination> OfHeaderNames => ListenerAttributeKeys.RequestHeaders.Select(header =>
    {
        var key = ListenerAttributeKeys.NameOf(header);
        return new Combination(
            $"{header} on HTTP", key, InFile.Note, Listener(Attribute(key, header)), $"{ModifyListener}{Given(key, header)}");
    });
}
