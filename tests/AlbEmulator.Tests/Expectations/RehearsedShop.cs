using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Expectations;

/// <summary>A shop whose rules are tested without a socket, and what <c>alb test</c> says of them.</summary>
internal sealed class RehearsedShop : IDisposable
{
    /// <summary>Everything that a file of tests can be about.</summary>
    public const string Topology = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 80
                DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: "443", StatusCode: HTTP_301 } }]
              - Port: 443
                Protocol: HTTPS
                Attributes: { routing.http.response.strict_transport_security.header_value: "max-age=600" }
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: 10
                    Conditions: [{ Field: path-pattern, Values: ["/api/*"] }]
                    Transforms:
                      - Type: url-rewrite
                        UrlRewriteConfig: { Rewrites: [{ Regex: "^/api/", Replace: "/" }] }
                      - Type: host-header-rewrite
                        HostHeaderRewriteConfig: { Rewrites: [{ Regex: "^shop", Replace: "orders" }] }
                    Actions: [{ Type: forward, TargetGroupArn: orders }]
                  - Priority: 20
                    Conditions:
                      - { Field: path-pattern, Values: ["/admin/*"] }
                      - { Field: source-ip, SourceIpConfig: { Values: ["10.0.0.0/8"] } }
                    Actions: [{ Type: forward, TargetGroupArn: admin }]
                  - Priority: 30
                    Conditions: [{ Field: path-pattern, Values: ["/admin/*"] }]
                    Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 403, ContentType: text/plain, MessageBody: "Not from here?" } }]
                  - Priority: 40
                    Conditions: [{ Field: path-pattern, Values: ["/new"] }]
                    Actions:
                      - Type: forward
                        ForwardConfig: { TargetGroups: [{ TargetGroupArn: web, Weight: 90 }, { TargetGroupArn: green, Weight: 10 }, { TargetGroupArn: admin, Weight: 0 }] }
                  - Priority: 50
                    Conditions: [{ Field: path-pattern, Values: ["/account/*"] }]
                    Actions:
                      - { Type: authenticate-oidc, Order: 1, AuthenticateOidcConfig: { Issuer: "echo:9400" } }
                      - { Type: forward, Order: 2, TargetGroupArn: web }
                  - Priority: 60
                    Conditions: [{ Field: path-pattern, Values: ["/token"] }]
                    Actions:
                      - { Type: jwt-validation, Order: 1, JwtValidationConfig: { Issuer: "echo:9400" } }
                      - { Type: forward, Order: 2, TargetGroupArn: web }
                  - Priority: 70
                    Conditions: [{ Field: path-pattern, Values: ["/empty"] }]
                    Actions: [{ Type: forward, TargetGroupArn: empty }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: 3000 }] }
          - { Name: green, Targets: [{ Id: echo, Port: 3001 }] }
          - { Name: orders, Targets: [{ Id: echo, Port: 3002 }] }
          - { Name: admin, Targets: [{ Id: echo, Port: 3003 }] }
          - { Name: empty }
        """;

    private readonly TempFolder _folder = new();

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>Where the file of tests is; the topology is beside it.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Runs a file of tests against the shop.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TestAsync(string tests, params string[] arguments) => TestFileAsync("shop.tests.yaml", tests, Topology, arguments);

    /// <param name="name">Of the file of tests.</param>
    /// <param name="tests">Its text.</param>
    /// <param name="topology">What is tested.</param>
    /// <param name="arguments">What else is typed.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> TestFileAsync(string name, string tests, string topology, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(
            ["test", _folder.Write(name, tests), _folder.Write("alb.yaml", topology), .. arguments], output, error);
        (Output, Error) = (Told(output), Told(error));
        return exitCode;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>With the folder left out of the names of files.</summary>
    private string Told(StringWriter written) =>
        written.ToString().ReplaceLineEndings("\n").Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
}
