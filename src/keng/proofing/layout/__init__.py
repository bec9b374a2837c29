"""The layout of a Word file, held against Decree 30/2020/NĐ-CP, Annex I."""
