namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    private const string WithAction =
        "CreateRule&ListenerArn={LISTENER}&Priority=1&Conditions.member.1.Field=path-pattern&" +
        "Conditions.member.1.Values.member.1=/a&Actions.member.1.Type=";

    private const string WithCondition =
        "CreateRule&ListenerArn={LISTENER}&Priority=1&Actions.member.1.Type=forward&" +
        "Actions.member.1.TargetGroupArn={TG}&Conditions.member.1.Field=";

    /// <summary>Actions, conditions and transforms.</summary>
    private static readonly Combination[] OfRules =
    [
        new("forward to nothing", "TargetGroupArn", InFile.Problem,
            Action("\"Type\": \"forward\""),
            WithAction + "forward"),
        new("forward to two", "another target group", InFile.Problem,
            Action("\"Type\": \"forward\", \"TargetGroupArn\": \"web\", \"ForwardConfig\": { " +
                "\"TargetGroups\": [{ \"TargetGroupArn\": \"other\" }] }"),
            WithAction + "forward&Actions.member.1.TargetGroupArn={TG}&" +
            "Actions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn={OTHER}"),
        new("forward to none of a list", "TargetGroups", InFile.Problem,
            Action("\"Type\": \"forward\", \"ForwardConfig\": { \"TargetGroupStickinessConfig\": { " +
                "\"Enabled\": false } }"),
            WithAction + "forward&Actions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled=false"),
        new("group stickiness without duration", "DurationSeconds", InFile.Problem,
            Action("\"Type\": \"forward\", \"ForwardConfig\": { \"TargetGroups\": [{ \"TargetGroupArn\": " +
                "\"web\" }], \"TargetGroupStickinessConfig\": { \"Enabled\": true } }"),
            WithAction + "forward&Actions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn={TG}&" +
            "Actions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled=true"),
        new("redirect without configuration", "RedirectConfig", InFile.Problem,
            Action("\"Type\": \"redirect\""),
            WithAction + "redirect"),
        new("redirect without status code", "StatusCode", InFile.Problem,
            Action("\"Type\": \"redirect\", \"RedirectConfig\": { \"Host\": \"a.example.com\" }"),
            WithAction + "redirect&Actions.member.1.RedirectConfig.Host=a.example.com"),
        new("redirect that changes nothing", "loop", InFile.Problem,
            Action("\"Type\": \"redirect\", \"RedirectConfig\": { \"StatusCode\": \"HTTP_301\", " +
                "\"Query\": \"a\" }"),
            WithAction + "redirect&Actions.member.1.RedirectConfig.StatusCode=HTTP_301&" +
            "Actions.member.1.RedirectConfig.Query=a"),
        new("fixed response without configuration", "FixedResponseConfig", InFile.Problem,
            Action("\"Type\": \"fixed-response\""),
            WithAction + "fixed-response"),
        new("fixed response without status code", "StatusCode", InFile.Problem,
            Action("\"Type\": \"fixed-response\", \"FixedResponseConfig\": { \"ContentType\": " +
                "\"text/plain\" }"),
            WithAction + "fixed-response&Actions.member.1.FixedResponseConfig.ContentType=text/plain"),
        new("configuration of another action", "RedirectConfig", InFile.Problem,
            Action("\"Type\": \"forward\", \"TargetGroupArn\": \"web\", \"RedirectConfig\": { " +
                "\"StatusCode\": \"HTTP_301\", \"Host\": \"a\" }"),
            WithAction + "forward&Actions.member.1.TargetGroupArn={TG}&" +
            "Actions.member.1.RedirectConfig.StatusCode=HTTP_301&Actions.member.1.RedirectConfig.Host=a"),
        new("tokens without TLS", "Actions of type 'jwt-validation' are supported only on HTTPS listeners", InFile.Note,
            Action("\"Type\": \"jwt-validation\", \"Order\": 1, \"JwtValidationConfig\": { \"Issuer\": \"a\", " +
                "\"JwksEndpoint\": \"https://a.example.com/keys\" } }, { \"Type\": \"forward\", \"Order\": 2, " +
                "\"TargetGroupArn\": \"web\""),
            WithAction + "jwt-validation&Actions.member.1.Order=1&Actions.member.1.JwtValidationConfig.Issuer=a&" +
            "Actions.member.1.JwtValidationConfig.JwksEndpoint=https://a.example.com/keys&Actions.member.2.Type=forward&" +
            "Actions.member.2.Order=2&Actions.member.2.TargetGroupArn={TG}"),
        new("login without configuration", "AuthenticateCognitoConfig", InFile.Problem,
            HttpsLogin("\"Type\": \"authenticate-cognito\", \"Order\": 1"),
            null),
        new("gRPC behind an HTTP listener", "GRPC", InFile.Problem,
            Action("\"Type\": \"forward\", \"TargetGroupArn\": \"grpc\""),
            WithAction + "forward&Actions.member.1.TargetGroupArn={GRPC}"),
        new("condition without values", "alue", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"path-pattern\" }]"),
            WithCondition + "path-pattern"),
        new("values in both places", "PathPatternConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"path-pattern\", \"Values\": [\"/a\"], " +
                "\"PathPatternConfig\": { \"Values\": [\"/b\"] } }]"),
            WithCondition + "path-pattern&Conditions.member.1.Values.member.1=/a&" +
            "Conditions.member.1.PathPatternConfig.Values.member.1=/b"),
        new("values beside regular expressions", "RegexValues", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"path-pattern\", \"PathPatternConfig\": { \"Values\": " +
                "[\"/b\"], \"RegexValues\": [\"^/a\"] } }]"),
            WithCondition + "path-pattern&Conditions.member.1.PathPatternConfig.Values.member.1=/b&" +
            "Conditions.member.1.PathPatternConfig.RegexValues.member.1=^/a"),
        new("values of another field", "HttpHeaderConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"path-pattern\", \"Values\": [\"/a\"], " +
                "\"HttpHeaderConfig\": { \"HttpHeaderName\": \"a\", \"Values\": [\"b\"] } }]"),
            WithCondition + "path-pattern&Conditions.member.1.Values.member.1=/a&" +
            "Conditions.member.1.HttpHeaderConfig.HttpHeaderName=a&" +
            "Conditions.member.1.HttpHeaderConfig.Values.member.1=b"),
        new("header without a name", "HttpHeaderName", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"http-header\", \"HttpHeaderConfig\": { \"Values\": " +
                "[\"b\"] } }]"),
            WithCondition + "http-header&Conditions.member.1.HttpHeaderConfig.Values.member.1=b"),
        new("http-header without configuration", "HttpHeaderConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"http-header\" }]"),
            WithCondition + "http-header"),
        new("query-string without configuration", "QueryStringConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"query-string\" }]"),
            WithCondition + "query-string"),
        new("http-request-method without configuration", "HttpRequestMethodConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"http-request-method\" }]"),
            WithCondition + "http-request-method"),
        new("source-ip without configuration", "SourceIpConfig", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"source-ip\" }]"),
            WithCondition + "source-ip"),
        new("regular expressions of a method", "RegexValues", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"http-request-method\", \"HttpRequestMethodConfig\": { " +
                "\"Values\": [\"GET\"] }, \"RegexValues\": [\"GET\"] }]"),
            WithCondition + "http-request-method&Conditions.member.1.HttpRequestMethodConfig.Values.member.1=GET&" +
            "Conditions.member.1.RegexValues.member.1=GET"),
        new("query parameter without value", "Value", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"query-string\", \"QueryStringConfig\": { \"Values\": " +
                "[{ \"Key\": \"a\" }] } }]"),
            WithCondition + "query-string&Conditions.member.1.QueryStringConfig.Values.member.1.Key=a"),
        new("address type of a source", "IpAddressType", InFile.Problem,
            Rule("\"Conditions\": [{ \"Field\": \"source-ip\", \"SourceIpConfig\": { \"Values\": " +
                "[\"10.0.0.0/8\"], \"IpAddressType\": \"ipv4\" } }]"),
            WithCondition + "source-ip&Conditions.member.1.SourceIpConfig.Values.member.1=10.0.0.0/8&" +
            "Conditions.member.1.SourceIpConfig.IpAddressType=ipv4"),
        new("transform without configuration", "UrlRewriteConfig", InFile.Problem,
            Rule("\"Transforms\": [{ \"Type\": \"url-rewrite\" }]"),
            WithAction + "forward&Actions.member.1.TargetGroupArn={TG}&Transforms.member.1.Type=url-rewrite"),
        new("transform with the configuration of another", "UrlRewriteConfig", InFile.Problem,
            Rule("\"Transforms\": [{ \"Type\": \"host-header-rewrite\", \"HostHeaderRewriteConfig\": { " +
                "\"Rewrites\": [{ \"Regex\": \"a\", \"Replace\": \"b\" }] }, \"UrlRewriteConfig\": { " +
                "\"Rewrites\": [{ \"Regex\": \"a\", \"Replace\": \"b\" }] } }]"),
            WithAction + "forward&Actions.member.1.TargetGroupArn={TG}&Transforms.member.1.Type=host-header-rewrite&" +
            "Transforms.member.1.HostHeaderRewriteConfig.Rewrites.member.1.Regex=a&" +
            "Transforms.member.1.HostHeaderRewriteConfig.Rewrites.member.1.Replace=b&" +
            "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.Regex=a&" +
            "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.Replace=b"),
        new("rewrite without replacement", "Replace", InFile.Problem,
            Rule("\"Transforms\": [{ \"Type\": \"url-rewrite\", \"UrlRewriteConfig\": { \"Rewrites\": " +
                "[{ \"Regex\": \"a\" }] } }]"),
            WithAction + "forward&Actions.member.1.TargetGroupArn={TG}&Transforms.member.1.Type=url-rewrite&" +
            "Transforms.member.1.UrlRewriteConfig.Rewrites.member.1.Regex=a"),
    ];

    private static string HttpsLogin(string properties) =>
        Port($"\"Protocol\": \"HTTPS\", \"DefaultActions\": [{{ {properties} }}, {Answer.Replace("\"Type\"", "\"Order\": 2, \"Type\"", StringComparison.Ordinal)}]");
}
