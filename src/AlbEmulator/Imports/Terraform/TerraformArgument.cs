namespace AlbEmulator.Imports.Terraform;

/// <summary>What the provider calls a property of the API, and which of its values mean that nothing is written.</summary>
/// <param name="From">Its name in Terraform.</param>
/// <param name="To">Its name in the API.</param>
internal readonly record struct TerraformArgument(string From, string To)
{
    /// <summary>
    /// An empty text is sent as it is, as <c>query = ""</c> of a redirect, which drops the query. Of all others the provider
    /// takes it for an argument that is left out.
    /// </summary>
    public bool TakesEmptyText { get; init; }

    /// <summary>The provider writes 0 where nothing is written, and sends none.</summary>
    public bool ZeroIsUnset { get; init; }

    public static implicit operator TerraformArgument((string From, string To) names) => new(names.From, names.To);

    public static TerraformArgument Text(string from, string to) => new(from, to) { TakesEmptyText = true };

    public static TerraformArgument Count(string from, string to) => new(from, to) { ZeroIsUnset = true };
}
