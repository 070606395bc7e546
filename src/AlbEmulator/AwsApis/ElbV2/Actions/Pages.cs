using System.Globalization;
using System.Text;
using AlbEmulator.AwsApis.Query;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary><c>Marker</c>, <c>PageSize</c> and <c>NextMarker</c>.</summary>
internal static class Pages
{
    private const int Most = 400;

    /// <summary>The list of a result, from the marker on.</summary>
    public static ElbV2Result Tell<T>(
        ElbV2Call call, string name, IReadOnlyList<T> items, Action<QueryXml, T, ElbV2View> write)
    {
        var (size, error) = Given.Integer(call.Parameters, "PageSize", 1, Most);
        if (error is not null)
        {
            return error;
        }

        var start = 0;
        if (call.Text("Marker") is { } given && !TryRead(given, items.Count, out start))
        {
            return ElbV2Errors.Validation("Marker is not one that NextMarker had");
        }

        var end = Math.Min(items.Count, start + (size ?? Most));
        return ElbV2Result.Tell((xml, view) =>
        {
            xml.List(name, items.Skip(start).Take(end - start), (member, item) => write(member, item, view));
            if (end < items.Count)
            {
                var marker = end.ToString(CultureInfo.InvariantCulture);
                xml.Text("NextMarker", Convert.ToBase64String(Encoding.ASCII.GetBytes(marker)));
            }
        });
    }

    private static bool TryRead(string marker, int count, out int start)
    {
        var bytes = new byte[16];
        start = 0;
        return marker.Length <= bytes.Length && Convert.TryFromBase64String(marker, bytes, out var length) &&
            int.TryParse(bytes.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out start) && start > 0 && (start <= count || (start = count) >= 0);
    }
}
