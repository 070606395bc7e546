using System.IO.Enumeration;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// <c>Filter.1.Name=vpc-id&amp;Filter.1.Value.1=…</c>: one of the values must hold, with <c>*</c> and <c>?</c> for any text
/// and any character.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html"/>
/// </summary>
internal sealed record Ec2Filter(string Name, IReadOnlyList<string> Values)
{
    private const int MostValues = 200;

    public static (IReadOnlyList<Ec2Filter> Filters, QueryError? Error) Read(QueryValue parameters)
    {
        var filters = new List<Ec2Filter>();
        foreach (var item in parameters.Items("Filter"))
        {
            if (item.Names.FirstOrDefault(name => name is not ("Name" or "Value")) is { } unknown)
            {
                return ([], new("UnknownParameter", $"The parameter {Quoted.Plain(unknown)} of a Filter is not recognized"));
            }

            if (item.Text("Name") is not { } name)
            {
                return ([], Ec2Errors.Missing("Filter.Name"));
            }

            string[] values = [.. item.Items("Value").Select(value => value.Content).OfType<string>()];
            if (values.Length == 0)
            {
                return ([], Ec2Errors.InvalidValue($"The filter '{Quoted.Plain(name)}' has no values"));
            }

            filters.Add(new(name, values));
        }

        return filters.Sum(filter => filter.Values.Count) > MostValues
            ? ([], new("FilterLimitExceeded", $"The request has more than {MostValues} filter values"))
            : (filters, null);
    }

    /// <summary>The values that the filters of a name have.</summary>
    public static IEnumerable<string> ValuesOf(QueryValue parameters, string name) =>
        Read(parameters).Filters.Where(filter => filter.Name == name).SelectMany(filter => filter.Values).Distinct();

    public bool TakesOne(IEnumerable<string> texts) => texts.Any(Takes);

    /// <summary>
    /// A backslash takes the meaning from the character behind it. An empty text, as many tags have it, is no text to .NET's
    /// expressions.
    /// </summary>
    private bool Takes(string text) => Values.Any(value => text.Length == 0
        ? value.All(static character => character == '*')
        : FileSystemName.MatchesSimpleExpression(value, text, ignoreCase: false));
}
