namespace AlbEmulator.Tests.Imports.Kubernetes.Gateways;

/// <summary>The rules of routes: their matches, their filters, their backends.</summary>
public sealed class RouteRuleTests
{
    private const string To = "backendRefs: [{ name: web, port: 80 }]";

    [Fact]
    public void Route_without_rules_takes_all_and_leads_nowhere() => Assert.Equal(
        ["1 path-pattern=/* -> fixed 500 text/plain \"\""],
        GatewayStage.Rules(GatewayStage.Gateway(), GatewayStage.Route("hostnames: []")));

    [Theory]
    [InlineData("path: { type: Exact, value: '/a*' }", "path-pattern=/a*")]
    [InlineData("path: { value: /a/ }", "path-pattern=/a,/a/*")]
    [InlineData("path: { type: RegularExpression, value: '^/a$' }", "path-regex=^/a$")]
    [InlineData("headers: [{ name: X-A, value: 'a,b\\,c' }]", "path-pattern=/* header:X-A=a,b\\,c")]
    [InlineData("headers: [{ type: RegularExpression, name: X-A, value: '^a,b$' }]", "path-pattern=/* header-regex:X-A=^a,b$")]
    [InlineData("queryParams: [{ name: v, value: 2 }], method: POST", "path-pattern=/* query:v=2 method=POST")]
    public void Match_becomes_conditions(string match, string conditions) => Assert.Equal(
        [$"1 {conditions} -> forward k8s-shop-web"],
        GatewayStage.Rules(GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route($"rules: [{{ matches: [{{ {match} }}], {To} }}]")));

    [Theory]
    [InlineData("matches: [{ path: { type: Prefix, value: /a } }]", "has the path type \"Prefix\": write Exact, PathPrefix or RegularExpression")]
    [InlineData("matches: [{ path: { value: a } }]", "has the path \"a\": it must begin with a slash")]
    [InlineData("matches: [{ path: { value: '/a*' } }]", "has * or ? in the path prefix \"/a*\"")]
    [InlineData("matches: [{ headers: [{ name: X-A }] }]", "has a header without a name or a value")]
    [InlineData("matches: [{ queryParams: [{ value: a }] }]", "has a query parameter without a name or a value")]
    [InlineData("filters: [{ type: URLRewrite }]", "has a filter URLRewrite without urlRewrite")]
    [InlineData("filters: [{ type: CORS, cors: {} }]", "has the filter \"CORS\", which the controller refuses")]
    [InlineData("filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePath } } }]", "write ReplaceFullPath or ReplacePrefixMatch")]
    [InlineData("filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplaceFullPath } } }]", "has a filter whose path has no replaceFullPath")]
    [InlineData(
        "matches: [{ path: { type: Exact, value: /a } }], filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /b } } }]",
        "has ReplacePrefixMatch in a rule that must have exactly one match")]
    [InlineData("filters: [{ type: URLRewrite, urlRewrite: { hostname: a } }, { type: URLRewrite, urlRewrite: { hostname: b } }]", "keep one of them")]
    public void Rule_that_is_none_is_told(string rule, string words) => GatewayStage.AssertProblem(
        words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route($"rules: [{{ {rule}, {To} }}]"));

    [Theory]
    [InlineData("name: web", "forwards to the Service \"web\" without a port")]
    [InlineData("name: web, port: 80, weight: 1000", "has the weight 1000: write 0 to 999")]
    [InlineData("kind: Gateway, name: web, port: 80", "which is for Network Load Balancers")]
    [InlineData("port: 80", "has a backend without a name")]
    public void Backend_that_is_none_is_told(string backend, string words) => GatewayStage.AssertProblem(
        words, GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route($"rules: [{{ backendRefs: [{{ {backend} }}] }}]"));

    [Theory]
    [InlineData("name: web, port: 81", "Service shop/web has no port 81: there is 80 (http), 9000 (admin)")]
    [InlineData("name: nowhere, port: 80", "no file has the Service \"nowhere\" of \"shop\"")]
    [InlineData("name: web, namespace: other, port: 80", "no ReferenceGrant of \"other\" lets HTTPRoutes of \"shop\" name the Service \"web\"")]
    [InlineData("kind: ServiceImport, name: web, port: 80", "the controller knows no backend of the kind \"ServiceImport\"")]
    public void Backend_that_is_not_there_is_noted(string backend, string words)
    {
        string[] documents = [GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route($"rules: [{{ backendRefs: [{{ {backend} }}] }}]")];
        GatewayStage.AssertNote(words, documents);
        GatewayStage.AssertNote("has a rule without a backend that is there: requests are answered with a 500", documents);
    }

    [Theory]
    [InlineData("to: [{ group: '', kind: Service, name: web }]", true)]
    [InlineData("to: [{ group: '', kind: Service, name: other }]", false)]
    [InlineData("to: [{ group: '', kind: Secret }]", false)]
    public void Grant_may_be_for_one_name(string to, bool isGranted)
    {
        var rules = GatewayStage.Rules(
            GatewayStage.Gateway(),
            GatewayStage.Web.Replace("namespace: shop", "namespace: other", StringComparison.Ordinal),
            GatewayStage.Route("rules: [{ backendRefs: [{ name: web, namespace: other, port: 80 }] }]"),
            $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: ReferenceGrant
            metadata: { name: a, namespace: other }
            spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }], {{to}} }
            """);

        Assert.Equal([$"1 path-pattern=/* -> {(isGranted ? "forward k8s-shop-web" : "fixed 500 text/plain \"\"")}"], rules);
    }

    [Theory]
    [InlineData("scheme: https", "redirect HTTP_302 HTTPS://#{host}:443/#{path}?#{query}")]
    [InlineData("scheme: http, port: 8080, statusCode: 301", "redirect HTTP_301 HTTP://#{host}:8080/#{path}?#{query}")]
    [InlineData("hostname: b.example.com, path: { type: ReplaceFullPath, replaceFullPath: /b }", "redirect HTTP_302 #{protocol}://b.example.com:#{port}/b?#{query}")]
    public void Redirect_has_what_is_written(string redirect, string action) => Assert.Equal(
        [$"1 path-pattern=/* -> {action}"],
        GatewayStage.Rules(GatewayStage.Gateway(), GatewayStage.Route($"rules: [{{ filters: [{{ type: RequestRedirect, requestRedirect: {{ {redirect} }} }}] }}]")));

    [Theory]
    [InlineData("path: { type: ReplacePrefixMatch, replacePrefixMatch: /b }", "it creates a loop")]
    [InlineData("scheme: ftp", "has the scheme \"ftp\": write http or https")]
    [InlineData("statusCode: 308", "has the statusCode 308: an Application Load Balancer has 301 and 302")]
    [InlineData("path: { type: ReplaceFullPath, replaceFullPath: '/b*' }", "has * or ? in the path \"/b*\" of a redirect")]
    public void Redirect_that_is_none_is_told(string redirect, string words) => GatewayStage.AssertProblem(
        words, GatewayStage.Gateway(), GatewayStage.Route($"rules: [{{ filters: [{{ type: RequestRedirect, requestRedirect: {{ {redirect} }} }}] }}]"));

    [Fact]
    public void Redirect_and_backends_do_not_go_together() => GatewayStage.AssertProblem(
        "has backendRefs in a rule with the filter RequestRedirect",
        GatewayStage.Gateway(),
        GatewayStage.Web,
        GatewayStage.Route($"rules: [{{ filters: [{{ type: RequestRedirect, requestRedirect: {{ scheme: https }} }}], {To} }}]"));

    [Theory]
    [InlineData("matches: [{ method: { type: RegularExpression, service: 'a.*' } }]", "1 host-header=a.example.com path-pattern=/a.*/* -> forward k8s-shop-web", "as a path in which * and ? stand for others")]
    [InlineData("matches: [{ method: { method: Get }, headers: [{ type: RegularExpression, name: X-A, value: '.*' }] }]", "1 host-header=a.example.com path-pattern=/*/Get header:X-A=.* -> forward k8s-shop-web", "as a text in which * and ? stand for others")]
    [InlineData("name: all", "1 host-header=a.example.com path-pattern=/* -> forward k8s-shop-web", "")]
    public void Match_of_gRPC_becomes_a_path(string rule, string expected, string note)
    {
        string[] documents =
        [
            GatewayStage.Gateway("[{ name: https, protocol: HTTPS, port: 443, hostname: a.example.com }]"),
            GatewayStage.Web,
            GatewayStage.Route($"rules: [{{ {rule}, {To} }}]", "GRPCRoute"),
        ];
        Assert.Equal([expected], GatewayStage.Rules(documents));
        GatewayStage.AssertNote(note, documents);
    }

    [Theory]
    [InlineData("matches: [{ method: { type: Exact } }]", "has a match of a method without service and method")]
    [InlineData("filters: [{ type: RequestRedirect, requestRedirect: {} }]", "of a GRPCRoute there is ExtensionRef alone")]
    public void Rule_of_gRPC_that_is_none_is_told(string rule, string words) => GatewayStage.AssertProblem(
        words,
        GatewayStage.Gateway("[{ name: https, protocol: HTTPS, port: 443, hostname: a.example.com }]"),
        GatewayStage.Web,
        GatewayStage.Route($"rules: [{{ {rule}, {To} }}]", "GRPCRoute"));

    [Fact]
    public void Problem_stands_at_its_line_and_nothing_of_the_Gateway_is_made()
    {
        var reading = GatewayStage.Read(
            GatewayStage.Gateway(), GatewayStage.Web, GatewayStage.Route($"rules:\n  - matches: [{{ path: {{ value: /a }} }}]\n    filters:\n    - type: RequestMirror\n    {To}"));

        Assert.StartsWith("gateway.yaml:22: HTTPRoute[shop/web].spec.rules[0].filters[0].type: HTTPRoute shop/web has the filter", Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
        Assert.Empty(reading.Topology.LoadBalancers);
    }
}
