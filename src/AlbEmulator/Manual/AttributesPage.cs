using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Manual;

/// <summary>The page of attributes, made of their tables.</summary>
internal static class AttributesPage
{
    private static readonly (AttributeTable Table, string Link)[] Tables =
    [
        (AttributeTables.LoadBalancer, "API_LoadBalancerAttribute"),
        (AttributeTables.Listener, "API_ListenerAttribute"),
        (AttributeTables.TargetGroup, "API_TargetGroupAttribute"),
    ];

    public static string Write()
    {
        var page = new StringBuilder("""
            # Attributes

            Every attribute of load balancers, listeners and target groups: its default, its values, and what it does.

            They stand in `Attributes` of a [topology file](topology.md), and the API takes them. An attribute that is taken and does nothing
            says so. One of another kind of load balancer is refused.

            """.ReplaceLineEndings("\n"));
        foreach (var (table, link) in Tables)
        {
            page.Append($"\n## Attributes of a {table.Resource}\n\n");
            page.Append($"AWS has them in [{link}](https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/{link}.html).\n\n");
            page.Append("| attribute | default | values | meaning |\n|---|---|---|---|\n");
            foreach (var definition in table.Definitions)
            {
                page.Append($"| `{definition.Key}` | {Code(definition.Default)} | {Values(definition.Values)} | {definition.Doc}{Effect(definition.Effect)} |\n");
            }
        }

        return page.ToString();
    }

    private static string Values(AttributeValues values) => values switch
    {
        AttributeValues.OneOf one => string.Join(", ", one.Allowed.Select(Code)),
        AttributeValues.WholeNumber number => $"{number.Least} to {number.Most}{(number.Else is null ? "" : $", or `{number.Else}`")}",
        _ => "text",
    };

    private static string Effect(AttributeEffect effect) => effect switch
    {
        AttributeEffect.AwsOnly => " It is taken, and has no effect here.",
        AttributeEffect.OtherKind => " It is refused.",
        _ => "",
    };

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";
}
