using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>Blocks of the provider as objects of the API, name by name.</summary>
internal static class TerraformBlocks
{
    /// <summary>An object of those of some values that are written.</summary>
    public static Node.Mapping Object(Node block, params IReadOnlyList<(string From, string To)> names) => Nodes.Mapping(
        block.Origin,
        [.. from name in names
            let value = TerraformResource.Written(block.Find(name.From))
            where value is not null
            select Nodes.Entry(name.To, value)]);

    /// <summary>The one block of a name; null where it is left out.</summary>
    public static Node? One(Node? resource, string name) => resource.Find(name).Items() is [var only, ..] ? only : null;

    /// <summary>A condition: of its blocks exactly one is written.</summary>
    public static Node.Mapping Condition(Node condition)
    {
        var entries = new List<Entry>();
        foreach (var (block, field, config) in Conditions)
        {
            if (condition.Find(block).Items() is not [var first, ..] all)
            {
                continue;
            }

            entries.Add(Nodes.Entry("Field", Nodes.Text(first.Origin, field)));
            entries.Add(Nodes.Entry(config, block == "query_string"
                ? Nodes.Mapping(first.Origin, Nodes.Entry("Values", Nodes.Sequence(
                    first.Origin, all.Select(pair => Object(pair, ("key", "Key"), ("value", "Value"))))))
                : Object(first, ("http_header_name", "HttpHeaderName"), ("values", "Values"), ("regex_values", "RegexValues"))));
        }

        return Nodes.Mapping(condition.Origin, entries);
    }

    public static Node.Mapping Transform(Node transform)
    {
        var entries = new List<Entry>(Object(transform, ("type", "Type")).Entries);
        foreach (var (block, config) in new[]
        {
            ("host_header_rewrite_config", "HostHeaderRewriteConfig"), ("url_rewrite_config", "UrlRewriteConfig"),
        })
        {
            if (One(transform, block) is { } found)
            {
                var rewrites = found.Find("rewrite").Items().Select(item => Object(item, ("regex", "Regex"), ("replace", "Replace")));
                entries.Add(Nodes.Entry(config, Nodes.Mapping(
                    found.Origin, Nodes.Entry("Rewrites", Nodes.Sequence(found.Origin, rewrites)))));
            }
        }

        return Nodes.Mapping(transform.Origin, entries);
    }

    /// <summary>What an action does; where it forwards to is another matter.</summary>
    public static List<Entry> Action(Node action)
    {
        var entries = new List<Entry>(Object(action, ("type", "Type"), ("order", "Order")).Entries);
        if (One(action, "redirect") is { } redirect)
        {
            entries.Add(Nodes.Entry("RedirectConfig", Object(
                redirect, ("host", "Host"), ("path", "Path"), ("port", "Port"), ("protocol", "Protocol"), ("query", "Query"),
                ("status_code", "StatusCode"))));
        }

        if (One(action, "fixed_response") is { } response)
        {
            entries.Add(Nodes.Entry("FixedResponseConfig", Object(
                response, ("content_type", "ContentType"), ("message_body", "MessageBody"), ("status_code", "StatusCode"))));
        }

        foreach (var (block, config) in new[]
        {
            ("authenticate_cognito", "AuthenticateCognitoConfig"), ("authenticate_oidc", "AuthenticateOidcConfig"),
            ("jwt_validation", "JwtValidationConfig"),
        })
        {
            if (One(action, block) is { } refused)
            {
                entries.Add(Nodes.Entry(config, refused));
            }
        }

        return entries;
    }

    private static readonly (string Block, string Field, string Config)[] Conditions =
    [
        ("host_header", "host-header", "HostHeaderConfig"),
        ("path_pattern", "path-pattern", "PathPatternConfig"),
        ("http_header", "http-header", "HttpHeaderConfig"),
        ("http_request_method", "http-request-method", "HttpRequestMethodConfig"),
        ("query_string", "query-string", "QueryStringConfig"),
        ("source_ip", "source-ip", "SourceIpConfig"),
    ];
}
