using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;
using AlbEmulator.Networks;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>One kind of what a Describe action tells of: how it is found, by what it is filtered, and its XML.</summary>
internal sealed class Ec2Resource<T>
    where T : class
{
    private const string TagPrefix = "tag:";
    private const string TagKey = "tag-key";

    /// <summary>Element around all, such as <c>subnetSet</c>.</summary>
    public required string Set { get; init; }

    /// <summary>Parameter with ids, such as <c>SubnetId</c>.</summary>
    public required string IdParameter { get; init; }

    /// <summary>Filter by ids, such as <c>subnet-id</c>.</summary>
    public required string IdFilter { get; init; }

    public required Func<T, string> Id { get; init; }

    /// <summary>The one of an id, also if it is there by convention only; or why there is none.</summary>
    public required Func<string, (T? Found, QueryError? Error)> Find { get; init; }

    /// <summary>What there is when nobody names ids.</summary>
    public required IEnumerable<T> All { get; init; }

    /// <summary>By name what a filter looks at, beside tags.</summary>
    public required IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> Filters { get; init; }

    public required Action<QueryXml, T> Write { get; init; }

    /// <summary>Those that are asked for, a page of them, as XML.</summary>
    public QueryOutcome Describe(Ec2Call call)
    {
        var (filters, filterError) = Ec2Filter.Read(call.Parameters);
        var (page, pageError) = Ec2Page.Read(call.Parameters);
        if ((filterError ?? pageError) is { } error)
        {
            return error;
        }

        if (filters.FirstOrDefault(filter => !IsKnown(filter.Name)) is { } unknown)
        {
            return Ec2Errors.InvalidValue($"The filter '{Quoted.Plain(unknown.Name)}' is invalid");
        }

        var (candidates, missing) = Candidates(call.Parameters.Texts(IdParameter), filters);
        if (missing is not null)
        {
            return missing;
        }

        T[] asked = [.. candidates.Where(one => filters.All(filter => filter.TakesOne(ValuesOf(one, filter.Name, call.Network))))];
        var (part, next) = page.Of(asked);
        return QueryOutcome.Of(xml =>
        {
            xml.List(Set, part, Write, "item");
            xml.Text("nextToken", next);
        });
    }

    private (IEnumerable<T> Candidates, QueryError? Error) Candidates(
        IReadOnlyList<string> ids, IReadOnlyList<Ec2Filter> filters)
    {
        if (ids.Count > 0)
        {
            var found = ids.Distinct().Select(Find).ToArray();
            return (found.Select(one => one.Found).OfType<T>(), found.FirstOrDefault(one => one.Error is not null).Error);
        }

        var named = filters.Where(filter => filter.Name == IdFilter)
            .SelectMany(filter => filter.Values)
            .Select(id => Find(id).Found)
            .OfType<T>();
        return (All.Concat(named).DistinctBy(Id), null);
    }

    private bool IsKnown(string filter) =>
        Filters.ContainsKey(filter) || filter == IdFilter || filter == TagKey
        || filter.StartsWith(TagPrefix, StringComparison.Ordinal);

    private IEnumerable<string> ValuesOf(T one, string filter, Network network)
    {
        if (Filters.TryGetValue(filter, out var values))
        {
            return values(one);
        }

        if (filter == IdFilter)
        {
            return [Id(one)];
        }

        var tags = network.TagsOf(Id(one));
        return filter == TagKey ? tags.Keys
            : tags.TryGetValue(filter[TagPrefix.Length..], out var value) ? [value] : [];
    }
}
