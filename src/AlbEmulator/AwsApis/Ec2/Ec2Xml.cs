using AlbEmulator.AwsApis.Query;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>What several of EC2's answers have.</summary>
internal static class Ec2Xml
{
    /// <summary>The <c>tagSet</c> of a resource.</summary>
    public static void Tags(this QueryXml xml, Network network, string id) => xml.Tags(network.TagsOf(id));

    public static void Tags(this QueryXml xml, IEnumerable<KeyValuePair<string, string>> tags) =>
        xml.List("tagSet", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal), static (item, tag) =>
        {
            item.Text("key", tag.Key);
            item.Text("value", tag.Value);
        }, "item");

    public static void Empty(this QueryXml xml, string set) => xml.Element(set, static _ => { });

    /// <summary>The lower case word of a filter's value.</summary>
    public static string Word(bool flag) => flag ? "true" : "false";

    /// <summary>Filters of what there is none of.</summary>
    public static Dictionary<string, Func<string, IEnumerable<string>>> None(params IEnumerable<string> filters) =>
        filters.ToDictionary(static name => name, static _ => (Func<string, IEnumerable<string>>)(static _ => []));

    public static string Arn(this Network network, string kind, string id) =>
        $"arn:aws:ec2:{network.Region}:{network.Account}:{kind}/{id}";
}
