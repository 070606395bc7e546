using AlbEmulator.Documents;
using AlbEmulator.Model;
using Argument = AlbEmulator.Imports.Terraform.TerraformArgument;

namespace AlbEmulator.Imports.Terraform;

/// <summary>Blocks of the provider as objects of the API, name by name.</summary>
internal static class TerraformBlocks
{
    private static readonly (string Block, string Field, string Config)[] Conditions =
    [
        ("host_header", "host-header", "HostHeaderConfig"),
        ("path_pattern", "path-pattern", "PathPatternConfig"),
        ("http_header", "http-header", "HttpHeaderConfig"),
        ("http_request_method", "http-request-method", "HttpRequestMethodConfig"),
        ("query_string", "query-string", "QueryStringConfig"),
        ("source_ip", "source-ip", "SourceIpConfig"),
    ];

    private static readonly Argument[] OfRedirects =
    [
        Argument.Text("host", "Host"), Argument.Text("path", "Path"), Argument.Text("port", "Port"),
        Argument.Text("protocol", "Protocol"), Argument.Text("query", "Query"), ("status_code", "StatusCode"),
    ];

    private static readonly Argument[] OfLogins =
    [
        ("session_cookie_name", "SessionCookieName"), ("scope", "Scope"), Argument.Count("session_timeout", "SessionTimeout"),
        ("authentication_request_extra_params", "AuthenticationRequestExtraParams"),
        ("on_unauthenticated_request", "OnUnauthenticatedRequest"),
    ];

    private static readonly Argument[] OfOidc =
    [
        ("issuer", "Issuer"), ("authorization_endpoint", "AuthorizationEndpoint"), ("token_endpoint", "TokenEndpoint"),
        ("user_info_endpoint", "UserInfoEndpoint"), ("client_id", "ClientId"), ("client_secret", "ClientSecret"), .. OfLogins,
    ];

    private static readonly Argument[] OfCognito =
    [
        ("user_pool_arn", "UserPoolArn"), ("user_pool_client_id", "UserPoolClientId"), ("user_pool_domain", "UserPoolDomain"),
        .. OfLogins,
    ];

    /// <summary>An object of those of some values that are written.</summary>
    public static Node.Mapping Object(Node block, params IReadOnlyList<Argument> arguments) => Nodes.Mapping(
        block.Origin,
        [.. from argument in arguments
            let value = TerraformValues.Of(block, argument)
            where value is not null
            select Nodes.Entry(argument.To, value)]);

    /// <summary>The one block of a name; null where it is left out or not known.</summary>
    public static Node? One(Node? resource, string name) => resource.Find(name).Items() is [var only, ..] ? only : null;

    /// <summary>Each of some blocks; what is not known stays so.</summary>
    public static Node List(Origin place, Node? blocks, Func<Node, int, Node> make) =>
        blocks is Node.Scalar { Kind: ScalarKind.Unknown } ? blocks : Nodes.Sequence(
            blocks?.Origin ?? place, blocks.Items().Select((block, at) => block.IsUnknown() ? block : make(block, at)));

    /// <summary>Adds what a block says, where it is written.</summary>
    public static void Add(List<Entry> entries, string to, Node? resource, string name, Func<Node, Node> make)
    {
        if (resource.Find(name) is Node.Scalar { Kind: ScalarKind.Unknown } unknown)
        {
            entries.Add(Nodes.Entry(to, unknown));
        }
        else if (One(resource, name) is { } block)
        {
            entries.Add(Nodes.Entry(to, make(block)));
        }
    }

    /// <summary>Whether a flag is true, or not known, which its reader tells.</summary>
    public static bool IsOn(Node? flag) => flag.IsUnknown() || (flag.TryFlag(out var isOn) && isOn);

    /// <summary>A condition: of its blocks exactly one is written.</summary>
    public static Node Condition(Node condition)
    {
        var entries = new List<Entry>();
        foreach (var (block, field, config) in Conditions)
        {
            var found = condition.Find(block);
            if (!found.IsUnknown() && found.Items().Count == 0)
            {
                continue;
            }

            entries.Add(Nodes.Entry("Field", Nodes.Text(found!.Origin, field)));
            if (block != "query_string")
            {
                Add(entries, config, condition, block, first => Object(
                    first, Argument.Text("http_header_name", "HttpHeaderName"), ("values", "Values"), ("regex_values", "RegexValues")));
                continue;
            }

            // A set of blocks is the list of its values.
            var pairs = List(found.Origin, found, (pair, _) => Object(pair, ("key", "Key"), Argument.Text("value", "Value")));
            entries.Add(Nodes.Entry(config, pairs.IsUnknown() ? pairs : Nodes.Mapping(found.Origin, Nodes.Entry("Values", pairs))));
        }

        return Nodes.Mapping(condition.Origin, entries);
    }

    public static Node Transform(Node transform)
    {
        var entries = new List<Entry>(Object(transform, ("type", "Type")).Entries);
        foreach (var (block, config) in new[]
        {
            ("host_header_rewrite_config", "HostHeaderRewriteConfig"), ("url_rewrite_config", "UrlRewriteConfig"),
        })
        {
            Add(entries, config, transform, block, found => Nodes.Mapping(found.Origin, Nodes.Entry("Rewrites", List(
                found.Origin, found.Find("rewrite"), (item, _) => Object(
                    item, Argument.Text("regex", "Regex"), Argument.Text("replace", "Replace"))))));
        }

        return Nodes.Mapping(transform.Origin, entries);
    }

    /// <summary>What an action does; where it forwards to is another matter.</summary>
    public static List<Entry> Action(Node action)
    {
        var entries = new List<Entry>(Object(action, ("type", "Type"), Argument.Count("order", "Order")).Entries);
        Add(entries, "RedirectConfig", action, "redirect", redirect => Object(redirect, OfRedirects));
        Add(entries, "FixedResponseConfig", action, "fixed_response", response => Object(
            response, ("content_type", "ContentType"), Argument.Text("message_body", "MessageBody"), ("status_code", "StatusCode")));
        Add(entries, "AuthenticateCognitoConfig", action, "authenticate_cognito", cognito => Object(cognito, OfCognito));
        Add(entries, "AuthenticateOidcConfig", action, "authenticate_oidc", oidc => Object(oidc, OfOidc));
        Add(entries, "JwtValidationConfig", action, "jwt_validation", JwtValidation);
        return entries;
    }

    private static Node.Mapping JwtValidation(Node validation)
    {
        var entries = new List<Entry>(Object(validation, ("jwks_endpoint", "JwksEndpoint"), ("issuer", "Issuer")).Entries);
        if (validation.Find("additional_claim") is { } claims && (claims.IsUnknown() || claims.Items().Count > 0))
        {
            entries.Add(Nodes.Entry("AdditionalClaims", List(
                claims.Origin, claims, (claim, _) => Object(claim, ("name", "Name"), ("format", "Format"), ("values", "Values")))));
        }

        return Nodes.Mapping(validation.Origin, entries);
    }
}
