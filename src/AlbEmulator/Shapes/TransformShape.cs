using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleTransform.html"/>
/// </summary>
internal static class TransformShape
{
    public const string UrlRewrite = "url-rewrite";
    public const string HostHeaderRewrite = "host-header-rewrite";

    public static readonly Property Type = new(
        "Type", CommonShapes.Choice(Names.TransformType, UrlRewrite, HostHeaderRewrite), "What is changed.")
    {
        IsRequired = true,
    };

    public static readonly Property Regex = new(
        "Regex", new Shape.Text(Bounds.LongestRewrite, RewriteValues.ProblemWithRegex), "What is looked for.")
    {
        IsRequired = true,
    };

    public static readonly Property Replace = new(
        "Replace", new Shape.Text(Bounds.LongestRewrite),
        "What is put in its place; $1, $2 … are groups of the Regex.")
    {
        IsRequired = true,
    };

    public static readonly Property Rewrites = new(
        "Rewrites", new Shape.List(CommonShapes.Object(Names.Rewrite, [Regex, Replace]), Fewest: 1), "The rewrites.")
    {
        IsRequired = true,
    };

    private static readonly Shape.Object Config = CommonShapes.Object(Names.RewriteConfig, [Rewrites]);

    public static readonly Property UrlRewriteConfig = new(
        "UrlRewriteConfig", Config, "How path and query are changed.");

    public static readonly Property HostHeaderRewriteConfig = new(
        "HostHeaderRewriteConfig", Config, "How the Host header is changed.");

    public static readonly Shape.Object Object = CommonShapes.Object(
        Names.Transform, [Type, UrlRewriteConfig, HostHeaderRewriteConfig]);
}
